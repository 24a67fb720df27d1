using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QuantGen.ModelReading.Infrastructure;

/// <summary>Reads names off syntax.</summary>
internal static class SyntaxNames
{
    /// <summary>The text of a node as it stands in its file; a node asked for it puts it together token by token.</summary>
    public static string TextOf(SyntaxNode node) => node.SyntaxTree.GetText().ToString(node.Span);

    /// <summary>The text of a node on one line, without the comments in it.</summary>
    public static string OnOneLine(SyntaxNode node)
    {
        if (node is IdentifierNameSyntax { Identifier: var name })
            return name.Text;

        var text = TextOf(node);
        for (var i = 0; i < text.Length; i++)
        {
            // Letters, which most of it is, come behind all that matters.
            if (text[i] <= '<' && IsOdd(text, i))
                return JoinTokens(node);
        }

        return text;
    }

    /// <summary>Whether what nobody writes in a name or a using directive, but may, begins at a place.</summary>
    private static bool IsOdd(string text, int place) => text[place] switch
    {
        '\n' or '\r' or '\t' or '/' => true,
        ' ' => place + 1 < text.Length && text[place + 1] is ' ' or '.' or ';' or '<' or '>' or ',' or ':' && (text[place + 1] != ':' || Follows(text, place + 1, "::")),
        '.' or '<' => Follows(text, place + 1, " "),
        ':' => Follows(text, place + 1, ": "),
        _ => false,
    };

    private static bool Follows(string text, int place, string expected) => string.CompareOrdinal(text, place, expected, 0, expected.Length) == 0;

    private static string JoinTokens(SyntaxNode node)
    {
        var line = new StringBuilder();
        foreach (var token in node.DescendantTokens().Where(static token => token.Text.Length > 0))
        {
            var previous = line.Length == 0 ? ' ' : line[line.Length - 1];
            if ((char.IsLetterOrDigit(previous) && char.IsLetterOrDigit(token.Text[0])) || previous == ',' || token.IsKind(SyntaxKind.EqualsToken) || previous == '=')
                line.Append(' ');
            line.Append(token.Text);
        }

        return line.ToString();
    }

    /// <summary>The last simple name in a type, as <c>Module</c> of <c>nn.Module&lt;Tensor, Tensor&gt;?</c>; empty if it has none.</summary>
    public static string LastOf(TypeSyntax type) => type switch
    {
        NullableTypeSyntax { ElementType: var element } => LastOf(element),
        QualifiedNameSyntax { Right: var right } => right.Identifier.ValueText,
        AliasQualifiedNameSyntax { Name: var name } => name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => "",
    };
}
