using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Layers;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG3030: an interpolation whose mode, alignment or factors the target cannot do.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ResizeFormAnalyzer() : LayerRuleAnalyzer(Rule, PowerOfTwo)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.ResizeForm,
        "Resize that the target cannot do",
        "'{0}' {1}, which {2} hardware does not do; {3}",
        RuleCategories.Target,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Accelerators resize by nearest neighbour or bilinearly, by one power of two for height and width.",
        HelpLinks.Base + DiagnosticIds.ResizeForm + HelpLinks.Extension);

    private protected override void Analyze(ModelView model, Action<Diagnostic> report)
    {
        foreach (var creation in model.Creations)
        {
            if (creation.Layer == "Upsample")
                Check(creation.Arguments, creation.Layer, creation.Factory, model, report);
        }

        foreach (var step in model.Steps)
        {
            if (step is { Kind: StepKind.Operation, Name: "interpolate" or "upsample" }
                && model.OperationAt(step.Syntax) is IInvocationOperation call)
            {
                Check(new CallArguments(call), step.Name, step.Place, model, report);
            }
        }
    }

    private static void Check(CallArguments arguments, string name, SyntaxNode place, ModelView model, Action<Diagnostic> report)
    {
        if (Fault(arguments) is not var (parameter, fault, remedy))
            return;

        var location = arguments.Written(parameter)?.Value.Syntax.GetLocation() ?? place.GetLocation();
        report(Diagnostic.Create(Rule, location, name, fault, model.Options.Target, remedy));
    }

    private static (string Parameter, string Fault, string Remedy)? Fault(CallArguments arguments)
    {
        if (arguments.Member("mode") is { } mode and not ("Nearest" or "Bilinear" or "Linear"))
            return ("mode", $"resizes by {mode}", "use Nearest or Bilinear");
        if (arguments.Flag("align_corners") == true)
            return ("align_corners", "aligns the corners, so that its factor is no power of two", "leave 'align_corners' at false");
        if (arguments.Text("size") is { } size and not "null")
            return ("size", "resizes to a size, whose factor depends on the image", "pass 'scale_factor'");
        if (arguments.Factors("scale_factor") is not { Length: > 0 } factors)
            return null;
        if (factors.Distinct().Skip(1).Any())
            return ("scale_factor", "resizes height and width by different factors", "use one factor for both");

        // A double is a power of two if its logarithm is a whole number.
        var logarithm = Math.Log(factors[0], 2);
        return factors[0] >= 1 && Math.Abs(logarithm - Math.Round(logarithm)) < 1e-9
            ? null
            : ("scale_factor", "resizes by a factor that is not 1, 2, 4, 8...", "use a power of two");
    }
}
