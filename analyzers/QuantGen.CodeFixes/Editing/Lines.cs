using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace QuantGen.CodeFixes.Editing;

/// <summary>Insertions of whole lines, indented and ended like the lines they come next to.</summary>
internal static class Lines
{
    /// <summary>The insertion of a statement or member on a line of its own behind another.</summary>
    public static SourceEdit After(Document document, SourceText text, SyntaxNode anchor, string inserted)
    {
        var line = text.Lines.GetLineFromPosition(anchor.Span.End);
        var next = anchor.GetLastToken().GetNextToken();
        if (next.RawKind != 0 && next.SpanStart < line.End)
            return new SourceEdit(document.Id, new TextSpan(anchor.Span.End, 0), " " + inserted);

        var place = new TextSpan(line.EndIncludingLineBreak, 0);
        var indentation = Indentation(text, anchor.SpanStart);
        return line.End == line.EndIncludingLineBreak
            ? new SourceEdit(document.Id, place, NewLine(text, anchor.SpanStart) + indentation + inserted)
            : new SourceEdit(document.Id, place, indentation + inserted + NewLine(text, line.Start));
    }

    /// <summary>The insertion of a statement on a line of its own in front of another and of the comments above it.</summary>
    public static SourceEdit Before(Document document, SourceText text, SyntaxNode anchor, string inserted)
    {
        var line = text.Lines.GetLineFromPosition(anchor.SpanStart);
        if (!string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(line.Start, anchor.SpanStart))))
            return new SourceEdit(document.Id, new TextSpan(anchor.SpanStart, 0), inserted + " ");

        while (line.LineNumber > 0 && text.Lines[line.LineNumber - 1].ToString().TrimStart().StartsWith("//", StringComparison.Ordinal))
            line = text.Lines[line.LineNumber - 1];

        var indented = Indentation(text, anchor.SpanStart) + inserted;
        return new SourceEdit(document.Id, new TextSpan(line.Start, 0), indented + NewLine(text, line.Start));
    }

    /// <summary>The insertion of a statement at the end of a block.</summary>
    public static SourceEdit AtEnd(Document document, SourceText text, BlockSyntax block, string inserted)
    {
        if (block.Statements.Count > 0)
            return After(document, text, block.Statements[block.Statements.Count - 1], inserted);

        var brace = block.CloseBraceToken.SpanStart;
        var line = text.Lines.GetLineFromPosition(brace);
        if (text.Lines.GetLineFromPosition(block.OpenBraceToken.SpanStart).LineNumber == line.LineNumber)
            return new SourceEdit(document.Id, TextSpan.FromBounds(block.OpenBraceToken.Span.End, brace), " " + inserted + " ");

        var indented = Indentation(text, brace) + "    " + inserted;
        return new SourceEdit(document.Id, new TextSpan(line.Start, 0), indented + NewLine(text, line.Start));
    }

    /// <summary>The insertion of a first member, in front of the others and of what documents them.</summary>
    public static SourceEdit AsFirstMember(Document document, SourceText text, TypeDeclarationSyntax type, string inserted)
    {
        var line = text.Lines.GetLineFromPosition(type.OpenBraceToken.SpanStart);
        if (type.OpenBraceToken.GetNextToken().SpanStart < line.End)
            return new SourceEdit(document.Id, new TextSpan(type.OpenBraceToken.Span.End, 0), " " + inserted);

        var newLine = NewLine(text, line.Start);
        var indentation = type.Members.Count > 0 ? Indentation(text, type.Members[0].SpanStart) : Indentation(text, line.Start) + "    ";
        var separation = type.Members.Count > 0 ? newLine : string.Empty;
        return new SourceEdit(document.Id, new TextSpan(line.EndIncludingLineBreak, 0), indentation + inserted + newLine + separation);
    }

    /// <summary>The removal of a statement together with its line, where it has one to itself.</summary>
    public static SourceEdit Removal(Document document, SourceText text, SyntaxNode statement)
    {
        var first = text.Lines.GetLineFromPosition(statement.SpanStart);
        var last = text.Lines.GetLineFromPosition(statement.Span.End);
        var alone = string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(first.Start, statement.SpanStart)))
            && string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(statement.Span.End, last.End)));
        if (!alone)
            return new SourceEdit(document.Id, statement.Span, string.Empty);

        // Of the empty lines around it one stays, none at the edge of a block.
        var above = first.LineNumber > 0 && IsEmpty(text.Lines[first.LineNumber - 1]);
        var below = last.LineNumber + 1 < text.Lines.Count && IsEmpty(text.Lines[last.LineNumber + 1]);
        var start = above && (below || ClosesBlock(text, last.LineNumber + 1)) ? text.Lines[first.LineNumber - 1].Start : first.Start;
        return new SourceEdit(document.Id, TextSpan.FromBounds(start, last.EndIncludingLineBreak), string.Empty);
    }

    /// <summary>What the line of a position is indented by.</summary>
    public static string Indentation(SourceText text, int position)
    {
        var line = text.Lines.GetLineFromPosition(position).ToString();
        return line.Substring(0, line.Length - line.TrimStart().Length);
    }

    /// <summary>How lines end near a position.</summary>
    public static string NewLine(SourceText text, int position)
    {
        var line = text.Lines.GetLineFromPosition(position);
        if (line.End == line.EndIncludingLineBreak)
            line = text.Lines[0];

        return line.End == line.EndIncludingLineBreak ? "\n" : text.ToString(TextSpan.FromBounds(line.End, line.EndIncludingLineBreak));
    }

    private static bool IsEmpty(TextLine line) => string.IsNullOrWhiteSpace(line.ToString());

    private static bool ClosesBlock(SourceText text, int line) =>
        line < text.Lines.Count && text.Lines[line].ToString().TrimStart().StartsWith("}", StringComparison.Ordinal);
}
