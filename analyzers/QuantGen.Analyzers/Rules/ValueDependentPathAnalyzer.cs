using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Layers;
using QuantGen.ModelReading.Exports;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG4001: a condition in <c>forward</c> that reads a number out of a tensor.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ValueDependentPathAnalyzer() : LayerRuleAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.ValueDependentPath,
        "Path of forward depends on a value",
        "'{0}' reads a value of a tensor to choose its way: the twin does so too, but a graph exported from it has one way, that of "
        + "the tensor it was made with; decide by a flag or a shape, or compute both and choose with torch.where",
        RuleCategories.Export,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "An exported graph has no C# in it. A condition on a tensor's value is decided once, when the graph is made.",
        HelpLinks.Base + DiagnosticIds.ValueDependentPath + HelpLinks.Extension);

    private static readonly HashSet<string> _reads = new(
        ["item", "ToBoolean", "ToByte", "ToDouble", "ToInt16", "ToInt32", "ToInt64", "ToScalar", "ToSingle", "allclose", "equal"],
        StringComparer.Ordinal);

    private protected override void Analyze(ModelView model, Action<Diagnostic> report)
    {
        // Of a class that is exported, QG4003 says it of every value that is read.
        if (ExportedClasses.AttributeOf(model.Type) is not null)
            return;

        foreach (var (name, syntax) in model.Reads)
        {
            if (_reads.Contains(name) && IsInCondition(syntax))
                report(Diagnostic.Create(Rule, syntax.GetLocation(), syntax.ToString()));
        }
    }

    private static bool IsInCondition(SyntaxNode read)
    {
        for (var node = read; node.Parent is { } parent; node = parent)
        {
            var condition = parent switch
            {
                IfStatementSyntax choice => choice.Condition,
                WhileStatementSyntax loop => loop.Condition,
                DoStatementSyntax loop => loop.Condition,
                SwitchStatementSyntax choice => choice.Expression,
                ConditionalExpressionSyntax choice => choice.Condition,
                SwitchExpressionSyntax choice => choice.GoverningExpression,
                _ => null,
            };
            if (condition == node)
                return true;
            if (parent is StatementSyntax)
                return false;
        }

        return false;
    }
}
