using System.Text;
using QuantGen.Generators.Planning;
using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Writing;

/// <summary>Writes forward: the user's text with the planned changes, line ends made LF, lines moved to the twin's indentation and nothing else touched.</summary>
/// <param name="plan">The plan.</param>
/// <param name="indentation">Spaces before the method in the twin.</param>
internal sealed class ForwardWriter(QuantizationPlan plan, int indentation)
{
    private const int TabSize = 4;

    private readonly ForwardModel _forward = plan.Module.Forward;
    private readonly int _sourceIndentation = Columns(plan.Module.Forward.Indentation);
    private readonly StringBuilder _result = new();

    /// <summary>The method's text, its last line ended.</summary>
    public string Write()
    {
        var position = 0;
        _result.Append(' ', indentation);
        foreach (var edit in ForwardEdits.Of(plan, indentation))
        {
            Copy(position, edit.Start);
            _result.Append(edit.NewText);
            position = edit.End;
        }

        Copy(position, _forward.Text.Length);
        return _result.Append('\n').ToString();
    }

    private void Copy(int start, int end)
    {
        var text = _forward.Text;
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
        var text = _forward.Text;
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
        foreach (var range in _forward.FixedText)
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
