using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using QuantGen.Testing.Compilations;

namespace QuantGen.Generators.Tests.Fuzzing;

/// <summary>Makes a file that shows a fault small enough to read.</summary>
internal static partial class Shrinker
{
    private const int MostChecks = 500;

    /// <summary>Takes away whatever can go while the fault stays.</summary>
    /// <param name="text">The file.</param>
    /// <param name="fault">The fault.</param>
    /// <param name="check">Finds the faults of a file.</param>
    public static string Shrink(string text, FuzzFault fault, Func<string, IEnumerable<FuzzFault>> check)
    {
        // Whatever is taken from a file that does not compile, it still does not.
        if (fault.Kind == FuzzFaultKind.InvalidModel)
            return text;

        var checks = 0;
        for (var isSmaller = true; isSmaller && checks < MostChecks;)
        {
            isSmaller = false;
            foreach (var smaller in Smaller(text))
            {
                if (++checks > MostChecks)
                    break;
                if (!check(smaller).Any(other => other.Kind == fault.Kind && Id(other) == Id(fault)))
                    continue;

                (text, isSmaller) = (smaller, true);
                break;
            }
        }

        return text;
    }

    /// <summary>The id of the message that shows the fault: the same kind of fault with another message is another fault.</summary>
    public static string Id(FuzzFault fault) => fault.Kind is FuzzFaultKind.GeneratorThrew or FuzzFaultKind.AnalyzerThrew ? fault.Detail.Split('\n')[0].Split(':')[0] : MessageId().Match(fault.Detail).Value;

    private static IEnumerable<string> Smaller(string text)
    {
        var root = SourceCompilation.Parse(text, "").GetRoot();
        var parts = root.DescendantNodes().Where(static node => node is StatementSyntax or MemberDeclarationSyntax or UsingDirectiveSyntax or ElseClauseSyntax);
        foreach (var part in parts.OrderByDescending(static part => part.FullSpan.Length))
            yield return text.Remove(part.FullSpan.Start, part.FullSpan.Length);

        var expressions = root.DescendantNodes().OfType<ExpressionSyntax>().Where(static expression => expression.Span.Length > 3);
        foreach (var expression in expressions.OrderByDescending(static expression => expression.Span.Length))
        {
            foreach (var inner in expression.DescendantNodes().OfType<ExpressionSyntax>())
                yield return SourceText.From(text).Replace(expression.Span, inner.ToString()).ToString();
        }
    }

    [GeneratedRegex("(CS|QG)[0-9]{4}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MessageId();
}
