using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Writing;

/// <summary>Finds what goes with a statement that is taken out of a text, so that no hole stays behind.</summary>
internal static class StatementLine
{
    /// <summary>
    /// The stretch to delete: the statement with its line and the comment behind it; of two empty lines that would then
    /// meet, one too. Where other code shares the line, only the statement and the space before it.
    /// </summary>
    public static TextRange Of(string text, TextRange statement)
    {
        var before = EndOfLineBefore(text, statement.Start);
        var behind = StartOfLineEnd(text, statement.End);
        var rest = text.Substring(statement.End, behind - statement.End).TrimStart();
        if (before < 0 || (rest.Length > 0 && !rest.StartsWith("//", StringComparison.Ordinal)))
        {
            var start = statement.Start > 0 && text[statement.Start - 1] == ' ' ? statement.Start - 1 : statement.Start;
            return TextRange.Between(start, statement.End);
        }

        var next = StartOfLineEnd(text, AfterLineEnd(text, behind));
        var leavesTwoEmptyLines = IsBlank(text, AfterLineEnd(text, behind), next) && EndOfLineBefore(text, before) >= 0;
        return TextRange.Between(before, leavesTwoEmptyLines ? next : behind);
    }

    /// <summary>Where the line before a position ends, before its line end; -1 if there is more than white space on the way.</summary>
    private static int EndOfLineBefore(string text, int position)
    {
        var i = position - 1;
        while (i >= 0 && text[i] is ' ' or '\t')
            i--;
        if (i < 0 || text[i] is not ('\r' or '\n'))
            return -1;
        return i > 0 && text[i] == '\n' && text[i - 1] == '\r' ? i - 1 : i;
    }

    private static int StartOfLineEnd(string text, int position)
    {
        var i = position;
        while (i < text.Length && text[i] is not ('\r' or '\n'))
            i++;
        return i;
    }

    private static int AfterLineEnd(string text, int lineEnd) =>
        Math.Min(lineEnd + (lineEnd + 1 < text.Length && text[lineEnd] == '\r' && text[lineEnd + 1] == '\n' ? 2 : 1), text.Length);

    private static bool IsBlank(string text, int start, int end) => string.IsNullOrWhiteSpace(text.Substring(start, end - start));
}
