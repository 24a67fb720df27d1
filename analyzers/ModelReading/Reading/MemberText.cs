using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using QuantGen.ModelReading.Models;

namespace QuantGen.ModelReading.Reading;

/// <summary>The text of a member as the twin takes it over: with the comments right above it, without what belongs to others.</summary>
/// <param name="member">The member.</param>
/// <param name="offset">Where it begins among the texts of all members.</param>
internal sealed class MemberText(MemberDeclarationSyntax member, int offset)
{
    private readonly SourceText _file = member.SyntaxTree.GetText();
    private readonly SyntaxTriviaList _before = member.GetLeadingTrivia();
    private bool _isDropped;
    private int? _start;

    /// <summary>The member.</summary>
    public MemberDeclarationSyntax Member { get; } = member;

    /// <summary>Where the text begins in its file.</summary>
    public int Start => _start ??= FirstComment(_before)?.FullSpan.Start ?? Member.SpanStart;

    // A node finds its ends by going down to its first and last token, and this one is asked for at every place of the text.
    private int End { get; } = member.Span.End;

    /// <summary>Where it begins among the texts of all members.</summary>
    public int Offset { get; } = offset;

    /// <summary>How long it is.</summary>
    public int Length => End - Start;

    /// <summary>The text itself, with the end of its last line.</summary>
    public string Line => field ??= End < _file.Length && _file[End] == '\n'
        ? _file.ToString(TextSpan.FromBounds(Start, End + 1))
        : _file.ToString(TextSpan.FromBounds(Start, End)) + "\n";

    /// <summary>The white space before its first line.</summary>
    public string Indentation
    {
        get
        {
            // Asking the file for the line would make it look for all of its lines.
            var first = Start;
            while (first > 0 && !SyntaxFacts.IsNewLine(_file[first - 1]))
                first--;

            var before = _file.ToString(TextSpan.FromBounds(first, Start));
            return string.IsNullOrWhiteSpace(before) ? before : "";
        }
    }

    /// <summary>Whether it begins with a documentation comment.</summary>
    public bool IsDocumented => !_isDropped && HasDocumentation(_before);

    /// <summary>Leaves the documentation comment out of the copy.</summary>
    /// <param name="texts">Takes the change.</param>
    public void DropDocumentation(MemberTexts texts)
    {
        var comment = _before.Last(static trivia => IsDocumentation(trivia) || IsUnreadDocumentation(trivia));
        _isDropped = true;
        texts.Replace(WithSpaceBehind(comment), "");
    }

    /// <summary>The documentation comment, with the space behind it, if it says no more than that the documentation is that of an overridden member; else null.</summary>
    public TextRange? InheritedDocumentation()
    {
        if (!IsDocumented)
            return null;

        foreach (var trivia in _before)
        {
            if (trivia.FullSpan.Start >= Start && IsInherited(trivia))
                return WithSpaceBehind(trivia);
        }

        return null;
    }

    /// <summary>Whether a comment says nothing but that the documentation is that of the overridden member.</summary>
    public static bool IsInherited(SyntaxTrivia trivia) =>
        trivia.ToFullString() is var text
        && text.Contains("<inheritdoc")
        && text.Trim().TrimStart('/').Trim() is "<inheritdoc/>" or "<inheritdoc />";

    /// <summary>Whether a stretch of a file belongs to it.</summary>
    public bool Holds(SyntaxTree file, TextSpan span) => Member.SyntaxTree == file && Start <= span.Start && span.End <= End;

    /// <summary>A stretch of the file as one of the texts of all members.</summary>
    public TextRange RangeOf(TextSpan span) => new(span.Start - Start + Offset, span.Length);

    /// <summary>A stretch of the texts of all members as one of the file.</summary>
    public TextSpan SpanOf(TextRange range) => new(range.Start - Offset + Start, range.Length);

    /// <summary>Adds the string literals that run over several lines.</summary>
    /// <param name="ranges">Takes them.</param>
    public void AddFixedText(List<TextRange> ranges)
    {
        // Most members hold no string at all, and of the others few one of several lines.
        if (Line.IndexOf('"') < 0)
            return;

        foreach (var token in Member.DescendantTokens(static node => node is not InterpolatedStringExpressionSyntax))
        {
            if (token.IsKind(SyntaxKind.StringLiteralToken) || token.IsKind(SyntaxKind.MultiLineRawStringLiteralToken))
                Add(token.Span, ranges);
        }

        foreach (var node in Member.DescendantNodes())
        {
            if (node is InterpolatedStringExpressionSyntax)
                Add(node.Span, ranges);
        }
    }

    /// <summary>The first directive in it that makes text depend on symbols, or none.</summary>
    public SyntaxTrivia? Condition()
    {
        if (!Member.ContainsDirectives)
            return null;

        foreach (var trivia in Member.DescendantTrivia())
        {
            var isBefore = trivia.SpanStart < Member.SpanStart;
            if (!isBefore && (trivia.IsKind(SyntaxKind.IfDirectiveTrivia) || trivia.IsKind(SyntaxKind.ElifDirectiveTrivia)))
                return trivia;
        }

        return null;
    }

    private TextRange WithSpaceBehind(SyntaxTrivia comment)
    {
        var next = _file.Lines.GetLineFromPosition(comment.SpanStart).EndIncludingLineBreak;
        while (char.IsWhiteSpace(_file[next]))
            next++;
        return RangeOf(TextSpan.FromBounds(comment.FullSpan.Start, next));
    }

    private void Add(TextSpan span, List<TextRange> ranges)
    {
        if (_file.Lines.GetLineFromPosition(span.Start).End < span.End)
            ranges.Add(RangeOf(span));
    }

    /// <summary>The comment that the block of comments right before a member begins with; an empty line or a directive ends the block.</summary>
    private static SyntaxTrivia? FirstComment(SyntaxTriviaList before)
    {
        SyntaxTrivia? first = null;
        var lineEnds = 0;
        foreach (var trivia in before.Reverse())
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

    private static bool HasDocumentation(SyntaxTriviaList before)
    {
        foreach (var trivia in before)
        {
            if (IsDocumentation(trivia) || IsUnreadDocumentation(trivia))
                return true;
        }

        return false;
    }

    /// <summary>Where a build makes no documentation file, its comments are like any other to the compiler.</summary>
    private static bool IsUnreadDocumentation(SyntaxTrivia trivia) =>
        (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) && trivia.ToString().StartsWith("///", StringComparison.Ordinal))
        || (trivia.IsKind(SyntaxKind.MultiLineCommentTrivia) && trivia.ToString().StartsWith("/**", StringComparison.Ordinal));

    private static bool IsDocumentation(SyntaxTrivia trivia) =>
        trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineDocumentationCommentTrivia);
}
