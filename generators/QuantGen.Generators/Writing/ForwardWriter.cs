using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Writing;

/// <summary>Writes a copied member: the user's text with the planned changes, line ends made LF, lines moved to the twin's indentation and nothing else touched.</summary>
/// <param name="forward">The members.</param>
/// <param name="member">The one to write.</param>
/// <param name="edits">The changes in all members, in the order of the text.</param>
/// <param name="result">Takes the text.</param>
internal sealed class ForwardWriter(ForwardModel forward, MemberModel member, List<ForwardEdit> edits, CodeWriter result)
{
    private const int TabSize = 4;

    private static readonly char[] s_lineEnds = ['\r', '\n'];

    private readonly int _sourceIndentation = Columns(member.Indentation);

    /// <summary>Writes the member's text, its last line ended.</summary>
    public void Write()
    {
        var position = member.Range.Start;
        result.StartLine();
        foreach (var edit in edits)
        {
            if (edit.Start < member.Range.Start || edit.Start > member.Range.End)
                continue;

            Copy(position, edit.Start);
            result.Raw(edit.NewText);
            position = edit.End;
        }

        Copy(position, member.Range.End);
        result.EndLine();
    }

    /// <summary>How wide white space is.</summary>
    public static int Columns(string whiteSpace) => Columns(whiteSpace, 0, whiteSpace.Length);

    private void Copy(int start, int end)
    {
        var text = forward.Text;
        while (start < end)
        {
            var lineEnd = text.IndexOfAny(s_lineEnds, start, end - start);
            if (lineEnd < 0)
            {
                result.Raw(text, start, end - start);
                return;
            }

            result.Raw(text, start, lineEnd - start);
            result.EndLine();
            start = lineEnd + (text[lineEnd] == '\r' && lineEnd + 1 < text.Length && text[lineEnd + 1] == '\n' ? 2 : 1);
            if (!IsFixed(start))
                start = Indent(start, end);
        }
    }

    /// <summary>Indents the line that begins at a position and gives the position of its first character.</summary>
    private int Indent(int start, int end)
    {
        var text = forward.Text;
        var first = start;
        while (first < end && text[first] is ' ' or '\t')
            first++;

        var isEmpty = first < text.Length && text[first] is '\r' or '\n';
        if (!isEmpty)
            result.Repeat(' ', Math.Max(result.Indentation + Columns(text, start, first) - _sourceIndentation, 0));
        return first;
    }

    private bool IsFixed(int lineStart)
    {
        foreach (var range in forward.FixedText)
        {
            if (range.Start < lineStart && lineStart < range.End)
                return true;
        }

        return false;
    }

    private static int Columns(string text, int start, int end)
    {
        var columns = 0;
        for (var i = start; i < end; i++)
            columns += text[i] == '\t' ? TabSize - (columns % TabSize) : 1;
        return columns;
    }
}
