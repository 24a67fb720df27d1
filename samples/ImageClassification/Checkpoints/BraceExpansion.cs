using System.Globalization;

namespace ImageClassification.Checkpoints;

/// <summary>Texts with alternatives in braces, as shells have them: <c>a{1,2}.{x,y}</c> is a1.x, a1.y, a2.x, a2.y.</summary>
internal static class BraceExpansion
{
    private const int MostTexts = 10_000;

    /// <summary>All texts that a text with braces stands for, those of the last braces changing first.</summary>
    /// <param name="text">The text.</param>
    /// <param name="column">Where it begins, for messages.</param>
    /// <exception cref="RenameSyntaxException">Braces are not closed, not opened, within others, without a comma, or stand for too many texts.</exception>
    public static IReadOnlyList<string> Of(string text, int column)
    {
        List<string> results = [""];
        for (var place = 0; place < text.Length;)
        {
            var length = text.AsSpan(place).IndexOfAny('{', '}');
            var end = length < 0 ? text.Length : place + length;
            var literal = text[place..end];
            results = results.ConvertAll(result => result + literal);
            if (end == text.Length)
                break;
            if (text[end] == '}')
                throw new RenameSyntaxException(column + end, "this '}' closes nothing: a '{' is missing before it.");

            var alternatives = Alternatives(text, end, column);
            if ((long)results.Count * alternatives.Length > MostTexts)
                throw new RenameSyntaxException(column + end, string.Create(CultureInfo.InvariantCulture, $"the braces stand for more than {MostTexts} names: use '*' or '#'."));

            results = [.. results.SelectMany(result => alternatives.Select(alternative => result + alternative))];
            place = text.IndexOf('}', end) + 1;
        }

        return results;
    }

    private static string[] Alternatives(string text, int start, int column)
    {
        var length = text.AsSpan(start + 1).IndexOfAny('{', '}');
        if (length < 0)
            throw new RenameSyntaxException(column + start, "this '{' is not closed: a '}' is missing behind it.");
        if (text[start + 1 + length] == '{')
            throw new RenameSyntaxException(column + start + 1 + length, "braces cannot stand within braces.");

        var alternatives = text.Substring(start + 1, length).Split(',');
        return alternatives.Length > 1 ? alternatives : throw new RenameSyntaxException(column + start, "braces hold two alternatives or more, with commas between them.");
    }
}
