using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Twins;
using QuantGen.ModelReading;

namespace QuantGen.Analyzers.Rules;

/// <summary>
/// QG1008: a layer that <c>forward</c> uses in another way than calling it, which the twin's layer, being of another class, may not
/// allow.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LayerUseAnalyzer() : TwinProblemAnalyzer((ProblemKind.LayerUse, Rule))
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.LayerUse,
        "Layer is used in forward other than by a call",
        "'{0}' is a layer, and {1}: the layer is of another class in the twin; {2}",
        RuleCategories.Forward,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "In the twin a layer is of another class and may lack what the original has. Calls and tests for null are carried over, "
        + "other uses are not.",
        HelpLinks.Base + DiagnosticIds.LayerUse + HelpLinks.Extension);

    // fc ??= ... both reads the field and writes it.
    private protected override bool IsSaidElsewhere(Problem problem, ClassReading reading) => reading.Problems.Any(other =>
        other.Kind == ProblemKind.LayerUse && other.Location == problem.Location && other.Arguments[1].Length > problem.Arguments[1].Length);

    private protected override IEnumerable<string> ArgumentsOf(Problem problem)
    {
        var field = problem.Arguments[0];
        var expression = OnOneLine(problem.Arguments[1]);
        var own = expression.StartsWith("this.", StringComparison.Ordinal) ? expression.Substring("this.".Length) : expression;
        if (own == field)
            return [field, $"'{expression}' hands it on without calling it", "call it here and hand on its result"];
        if (IsCast(problem.Location))
            return [field, $"'{expression}' casts it", "declare it, or the list it is in, by that class"];
        if (!own.StartsWith(field, StringComparison.Ordinal))
            return [field, $"'{expression}' lets it go by another name", "call it by its own"];

        var use = own.Substring(field.Length);
        return use.StartsWith(" = ", StringComparison.Ordinal) || use.StartsWith(" ??= ", StringComparison.Ordinal)
            ? [field, $"'{expression}' puts another one into the field", "make it in the constructor"]
            : [field, $"'{expression}' does more than call it", "in forward call layers or test them for null, and nothing else"];
    }

    private static bool IsCast(Location where) => where.SourceTree!.GetRoot().FindNode(where.SourceSpan, getInnermostNodeForTie: true) is CastExpressionSyntax;

    private static string OnOneLine(string expression) => string.Join(" ", expression.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
