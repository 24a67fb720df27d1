using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Layers;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG3029: a max or average pool whose kernel, stride or dilation the target computes slowly or not at all.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PoolShapeAnalyzer() : LayerRuleAnalyzer(Rule, PowerOfTwo)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.PoolShape,
        "Pool of a shape without a kernel",
        "'{0}' has {1}, for which {2} hardware has no fast kernel; {3}",
        RuleCategories.Target,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Accelerators have pools up to 3x3 at stride 1 and 2. Larger ones can be made of those.",
        HelpLinks.Base + DiagnosticIds.PoolShape + HelpLinks.Extension);

    private protected override void Analyze(ModelView model, Action<Diagnostic> report)
    {
        foreach (var creation in model.Creations)
        {
            if (creation.Layer is "MaxPool2d" or "AvgPool2d")
                Check(creation.Arguments, creation.Layer, model, report);
        }

        foreach (var step in model.Steps)
        {
            if (step is { Kind: StepKind.Operation, Name: "max_pool2d" or "avg_pool2d" }
                && model.OperationAt(step.Syntax) is IInvocationOperation call)
            {
                Check(new CallArguments(call), step.Name, model, report);
            }
        }
    }

    private static void Check(CallArguments arguments, string pool, ModelView model, Action<Diagnostic> report)
    {
        if (Fault(arguments) is not var (parameter, fault, remedy) || arguments.Written(parameter) is not { } argument)
            return;

        report(Diagnostic.Create(Rule, argument.Value.Syntax.GetLocation(), pool, fault, model.Options.Target, remedy));
    }

    private static (string Parameter, string Fault, string Remedy)? Fault(CallArguments arguments)
    {
        if (arguments.Pair("kernel_size") is var (height, width) && (height > 3 || width > 3))
        {
            return (
                "kernel_size",
                FormattableString.Invariant($"a kernel of {height}x{width}"),
                "chain pools of 3x3, two for 5x5 and three for 7x7, or use an adaptive pool for the whole image");
        }

        if (arguments.Written("stride") is not null && arguments.Pair("stride") is var (down, across) && (down > 2 || across > 2))
            return ("stride", FormattableString.Invariant($"a stride of {down}x{across}"), "use 1 or 2");
        return arguments.Written("dilation") is not null && arguments.Pair("dilation") is var (first, second) && (first > 1 || second > 1)
            ? ("dilation", "a dilation", "use dilation 1")
            : null;
    }
}
