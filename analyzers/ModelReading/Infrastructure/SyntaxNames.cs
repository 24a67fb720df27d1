using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QuantGen.ModelReading.Infrastructure;

/// <summary>Reads names off syntax.</summary>
internal static class SyntaxNames
{
    /// <summary>What nobody writes in a name or a using directive, but may.</summary>
    private static readonly string[] s_oddities = ["\n", "\r", "\t", "/", "  ", " .", ". ", " ;", " ::", ":: ", " <", "< ", " >", " ,"];

    /// <summary>The text of a node on one line, without the comments in it.</summary>
    public static string OnOneLine(SyntaxNode node)
    {
        var text = node.ToString();
        foreach (var oddity in s_oddities)
        {
            if (text.Contains(oddity))
                return JoinTokens(node);
        }

        return text;
    }

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
