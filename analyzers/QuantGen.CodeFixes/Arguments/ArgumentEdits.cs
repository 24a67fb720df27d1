using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using QuantGen.CodeFixes.Editing;

namespace QuantGen.CodeFixes.Arguments;

/// <summary>Edits of single arguments, of calls and of attributes.</summary>
internal static class ArgumentEdits
{
    /// <summary>The removal of an argument of a call, with the comma that it leaves over.</summary>
    public static SourceEdit Removal(Document document, ArgumentSyntax argument) =>
        Removal(document, ((BaseArgumentListSyntax)argument.Parent!).Arguments, argument);

    /// <summary>The removal of an argument of an attribute; of the only one together with its parentheses.</summary>
    public static SourceEdit Removal(Document document, AttributeArgumentSyntax argument)
    {
        var list = (AttributeArgumentListSyntax)argument.Parent!;
        return list.Arguments.Count == 1
            ? new SourceEdit(document.Id, list.Span, string.Empty)
            : Removal(document, list.Arguments, argument);
    }

    /// <summary>The removal of one of several arguments of an attribute, with the comma before or behind it.</summary>
    /// <param name="document">The document.</param>
    /// <param name="argument">The argument.</param>
    /// <param name="isBehindKept">Whether an argument before it stays, so that the comma before it goes.</param>
    public static SourceEdit Removal(Document document, AttributeArgumentSyntax argument, bool isBehindKept)
    {
        var list = ((AttributeArgumentListSyntax)argument.Parent!).Arguments;
        var index = list.IndexOf(argument);
        var span = isBehindKept
            ? TextSpan.FromBounds(list[index - 1].Span.End, argument.Span.End)
            : TextSpan.FromBounds(argument.SpanStart, list[index + 1].SpanStart);
        return new SourceEdit(document.Id, span, string.Empty);
    }

    /// <summary>The removal of an attribute; of the only one in its brackets together with them.</summary>
    public static SourceEdit Removal(Document document, AttributeSyntax attribute)
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        return list.Attributes.Count == 1
            ? new SourceEdit(document.Id, TextSpan.FromBounds(list.SpanStart, list.GetLastToken().GetNextToken().SpanStart), string.Empty)
            : Removal(document, list.Attributes, attribute);
    }

    /// <summary>The replacement of an expression.</summary>
    public static SourceEdit Replacement(Document document, SyntaxNode expression, string text) => new(document.Id, expression.Span, text);

    private static SourceEdit Removal<T>(Document document, SeparatedSyntaxList<T> list, T item)
        where T : SyntaxNode
    {
        var index = list.IndexOf(item);
        var span = index > 0 ? TextSpan.FromBounds(list[index - 1].Span.End, item.Span.End)
            : list.Count > 1 ? TextSpan.FromBounds(item.SpanStart, list[1].SpanStart)
            : item.Span;
        return new SourceEdit(document.Id, span, string.Empty);
    }
}
