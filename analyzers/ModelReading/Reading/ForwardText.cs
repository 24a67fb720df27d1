using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Models;

namespace QuantGen.ModelReading.Reading;

/// <summary>The text of a method as the twin takes it over: with the comments right above it, without what belongs to others.</summary>
/// <param name="method">The method.</param>
internal sealed class ForwardText(MethodDeclarationSyntax method)
{
    private readonly SourceText _file = method.SyntaxTree.GetText();

    /// <summary>Where the text begins in its file.</summary>
    public int Start { get; } = FirstComment(method)?.FullSpan.Start ?? method.SpanStart;

    /// <summary>The text itself.</summary>
    public string Text => field ??= _file.ToString(TextSpan.FromBounds(Start, method.Span.End));

    /// <summary>The white space before its first line.</summary>
    public string Indentation
    {
        get
        {
            var before = _file.ToString(TextSpan.FromBounds(_file.Lines.GetLineFromPosition(Start).Start, Start));
            return string.IsNullOrWhiteSpace(before) ? before : "";
        }
    }

    /// <summary>Whether it begins with a documentation comment.</summary>
    public bool IsDocumented => method.GetLeadingTrivia().Any(static trivia => IsDocumentation(trivia));

    /// <summary>The string literals that run over several lines.</summary>
    public EquatableArray<TextRange> FixedText()
    {
        // Most forwards hold no string at all, and of the others few one of several lines.
        if (Text.IndexOf('"') < 0)
            return default;

        List<TextRange>? ranges = null;
        foreach (var token in method.DescendantTokens(static node => node is not InterpolatedStringExpressionSyntax))
        {
            if (token.IsKind(SyntaxKind.StringLiteralToken) || token.IsKind(SyntaxKind.MultiLineRawStringLiteralToken))
                Add(token.Span, ref ranges);
        }

        foreach (var node in method.DescendantNodes())
        {
            if (node is InterpolatedStringExpressionSyntax)
                Add(node.Span, ref ranges);
        }

        return ranges?.ToEquatableArray() ?? default;
    }

    /// <summary>The first directive in it that makes text depend on symbols, or none.</summary>
    public SyntaxTrivia? Condition()
    {
        if (!method.ContainsDirectives)
            return null;

        foreach (var trivia in method.DescendantTrivia())
        {
            var isBefore = trivia.SpanStart < method.SpanStart;
            if (!isBefore && (trivia.IsKind(SyntaxKind.IfDirectiveTrivia) || trivia.IsKind(SyntaxKind.ElifDirectiveTrivia)))
                return trivia;
        }

        return null;
    }

    private void Add(TextSpan span, ref List<TextRange>? ranges)
    {
        if (_file.Lines.GetLineFromPosition(span.Start).End < span.End)
            (ranges ??= []).Add(new TextRange(span.Start - Start, span.Length));
    }

    /// <summary>The comment that the block of comments right above the method begins with; an empty line or a directive ends the block.</summary>
    private static SyntaxTrivia? FirstComment(MethodDeclarationSyntax method)
    {
        SyntaxTrivia? first = null;
        var lineEnds = 0;
        foreach (var trivia in method.GetLeadingTrivia().Reverse())
        {
            if (trivia.IsKind(SyntaxKind.EndOfLineTrivia))
                lineEnds++;
            else if (IsDocumentation(trivia) || trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia))
                (first, lineEnds) = (trivia, IsDocumentation(trivia) ? 1 : 0);
            else if (!trivia.IsKind(SyntaxKind.WhitespaceTrivia))
                break;

            if (lineEnds > 1)
                break;
        }

        return first;
    }

    private static bool IsDocumentation(SyntaxTrivia trivia) =>
        trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineDocumentationCommentTrivia);
}
