using QuantGen.Generators.Planning;
using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Writing;

/// <summary>Results that are clipped where they are made, and inputs at the start.</summary>
internal sealed partial class ForwardEdits
{
    private const int Level = 4;

    private string Call(string quantizer, bool isOptional, TextRange range) => (isOptional ? quantizer + IfPresent(range) : Access(quantizer) + Call(range)) + "(";

    /// <summary>Makes <c>x += y</c> the assignment <c>x = q.call(x + y)</c>.</summary>
    private void ClipAssigned(ClipAssignedJoin join)
    {
        Insert(join.Range.Start, $"{TextAt(join.Target)} = {Call(join.Quantizer, join.IsOptional, join.Range)}", Opening(join.Range));
        WriteOut(join.Operator, join.Target, join.Right, keepsTogether: !IsPrimary(join.Right));
        Insert(join.Range.End, ")", int.MaxValue);
    }

    private void ClipInputs(ClipInputs inputs)
    {
        var statements = inputs.Inputs.Select(input => $"{input.Parameter} = {input.Name}{(_trace is null ? ".CallIfPresent" : ".TraceIfPresent")}({input.Parameter});");
        if (inputs.Closing.Length > 0)
        {
            var (outer, inner) = (NewLine(_indentation), NewLine(_indentation + Level));
            var start = inputs.Range.Start;
            while (char.IsWhiteSpace(_forward.Text[start - 1]))
                start--;
            Delete(start, inputs.Range.End - start, $"{outer}{{{string.Concat(statements.Select(statement => inner + statement))}{inner}return ");
            Insert(inputs.Closing.End, outer + "}", int.MaxValue);
            return;
        }

        var separator = IsEndOfLine(inputs.Range.Start) ? NewLine(IndentationBehind(inputs.Range.Start)) : " ";
        Insert(inputs.Range.Start, string.Concat(statements.Select(statement => separator + statement)), int.MaxValue);
    }

    private bool IsEndOfLine(int position)
    {
        while (_forward.Text[position] is ' ' or '\t')
            position++;
        return _forward.Text[position] is '\r' or '\n';
    }

    /// <summary>Where the first statement behind a position begins in the twin.</summary>
    private int IndentationBehind(int position)
    {
        var (text, line) = (_forward.Text, position);
        while (char.IsWhiteSpace(text[position]))
        {
            if (text[position] is '\r' or '\n')
                line = position + 1;
            position++;
        }

        var source = ForwardWriter.Columns(_forward.Members[0].Indentation);
        var depth = ForwardWriter.Columns(text.Substring(line, position - line)) - source;
        return Math.Max(_indentation + (text[position] == '}' ? depth + Level : depth), 0);
    }

    private static string NewLine(int indentation) => "\n" + new string(' ', indentation);
}
