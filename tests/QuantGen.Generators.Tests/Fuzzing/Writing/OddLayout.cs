using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.Testing.Compilations;

namespace QuantGen.Generators.Tests.Fuzzing.Writing;

/// <summary>Lays a file out as nobody should and somebody does: blanks, line ends and comments at any place that allows them.</summary>
internal static class OddLayout
{
    /// <summary>Gives about one file in five another layout.</summary>
    public static string Apply(Dice dice, string text) => dice.Below(10) switch
    {
        0 => Scatter(dice, text),
        1 => text.Replace("\n", "\r\n", StringComparison.Ordinal),
        2 => text.Replace("    ", "\t", StringComparison.Ordinal),
        _ => text,
    };

    private static string Scatter(Dice dice, string text)
    {
        var result = new StringBuilder();
        foreach (var token in SourceCompilation.Parse(text, "").GetRoot().DescendantTokens())
        {
            result.Append(token.LeadingTrivia.ToFullString()).Append(token.Text).Append(token.TrailingTrivia.ToFullString());
            if (Allows(token) && dice.Chance(6))
                result.Append(dice.Pick(" ", "\t", "\n", "\r\n", " /* here */ ", " // to the end\n", "\n\n        "));
        }

        return result.ToString();
    }

    // Text follows in an interpolated string; a directive wants to be the first on its line.
    private static bool Allows(SyntaxToken token) =>
        !token.IsKind(SyntaxKind.EndOfFileToken)
        && token.Parent?.FirstAncestorOrSelf<InterpolatedStringExpressionSyntax>() is null
        && !token.GetNextToken(includeZeroWidth: true).LeadingTrivia.Any(static trivia => trivia.IsDirective);
}
