using System.Text;
using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Writing;

/// <summary>Writes a copied member: the user's text with the planned changes, line ends made LF, lines moved to the twin's indentation and nothing else touched.</summary>
/// <param name="forward">The members.</param>
/// <param name="member">The one to write.</param>
/// <param name="edits">The changes in all members, in the order of the text.</param>
/// <param name="indentation">Spaces before the member in the twin.</param>
internal sealed class ForwardWriter(ForwardModel forward, MemberModel member, IReadOnlyList<ForwardEdit> edits, int indentation)
{
    private const int TabSize = 4;

    private readonly int _sourceIndentation = Columns(member.Indentation);
    private readonly StringBuilder _result = new();

    /// <summary>The member's text, its last line ended.</summary>
    public string Write()
    {
        var position = member.Range.Start;
        _result.Append(' ', indentation);
        foreach (var edit in edits)
        {
            if (edit.Start < member.Range.Start || edit.Start > member.Range.End)
                continue;

            Copy(position, edit.Start);
            _result.Append(edit.NewText);
            position = edit.End;
        }

        Copy(position, member.Range.End);
        return _result.Append('\n').ToString();
    }

    private void Copy(int start, int end)
    {
        var text = forward.Text;
        for (var i = start; i < end; i++)
        {
            if (text[i] is not ('\r' or '\n'))
            {
                _result.Append(text[i]);
                continue;
            }

            if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
                i++;
            _result.Append('\n');
            if (!IsFixed(i + 1))
                i = Indent(i + 1, end) - 1;
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
            _result.Append(' ', Math.Max(indentation + Columns(text.Substring(start, first - start)) - _sourceIndentation, 0));
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

    private static int Columns(string whiteSpace)
    {
        var columns = 0;
        foreach (var character in whiteSpace)
            columns += character == '\t' ? TabSize - (columns % TabSize) : 1;
        return columns;
    }
}
