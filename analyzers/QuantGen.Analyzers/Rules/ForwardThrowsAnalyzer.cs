using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Layers;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG2010: a class whose <c>forward</c> only throws, as one does whose work is in another overload.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ForwardThrowsAnalyzer() : LayerRuleAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.ForwardThrows,
        "Forward does nothing but throw",
        "forward of '{0}' only throws, and the twin repeats it: none of its layers would ever run in the twin; derive from the "
        + "Module<...> whose forward does the work",
        RuleCategories.Forward,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "The twin is made from the forward that overrides Module's. What stands in other overloads is not in it.",
        HelpLinks.Base + DiagnosticIds.ForwardThrows + HelpLinks.Extension);

    private protected override void Analyze(ModelView model, Action<Diagnostic> report)
    {
        if (model.Reading.Forward is { } forward && IsThrow(forward))
            report(Diagnostic.Create(Rule, forward.Identifier.GetLocation(), model.Type.Name));
    }

    private static bool IsThrow(MethodDeclarationSyntax method) => method switch
    {
        { ExpressionBody.Expression: ThrowExpressionSyntax } => true,
        { Body.Statements: [ThrowStatementSyntax] } => true,
        _ => false,
    };
}
