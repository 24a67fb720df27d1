namespace QuantGen.Checkpoints;

/// <summary>Keeps messages readable whatever a file holds.</summary>
internal static class ErrorText
{
    private const int LongestName = 120;
    private const int MostNames = 20;

    /// <summary>A text of a file, cut when it is very long, on one line.</summary>
    public static string Short(string text)
    {
        var part = text.Length <= LongestName ? text : text[..LongestName] + "...";
        return part.Any(char.IsControl) ? new string([.. part.Select(static letter => char.IsControl(letter) ? '?' : letter)]) : part;
    }

    /// <summary>Texts joined by commas, the first ones and the number of the others when there are many.</summary>
    public static string List(IReadOnlyCollection<string> texts) => texts.Count <= MostNames
        ? string.Join(", ", texts.Select(Short))
        : $"{string.Join(", ", texts.Take(MostNames).Select(Short))} and {texts.Count - MostNames} more";
}
