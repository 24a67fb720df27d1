using System.Runtime.CompilerServices;
using System.Text;

namespace QuantGen.Checkpoints;

/// <summary>Keeps messages readable, and small, whatever a file holds.</summary>
internal static class ErrorText
{
    private const int LongestName = 120;
    private const int MostNames = 20;
    private const int MostBytes = 4;

    /// <summary>A text of a file, cut when it is very long, on one line.</summary>
    public static string Short(string text)
    {
        var part = text.Length <= LongestName ? text : text[..LongestName] + "...";
        return part.Any(char.IsControl) ? new string([.. part.Select(static letter => char.IsControl(letter) ? '?' : letter)]) : part;
    }

    /// <summary>The same of a text in UTF-8.</summary>
    public static string Short(ReadOnlySpan<byte> text) => Short(Encoding.UTF8.GetString(text[..Math.Min(text.Length, (LongestName + 1) * MostBytes)]));

    /// <summary>Adds texts to a message, joined by commas: the first ones, and the number of the others when there are many.</summary>
    public static void AppendList<T>(ref DefaultInterpolatedStringHandler message, IReadOnlyCollection<T> texts, Func<T, string> text)
    {
        var count = 0;
        foreach (var item in texts.Take(MostNames))
        {
            message.AppendLiteral(count++ == 0 ? "" : ", ");
            message.AppendLiteral(Short(text(item)));
        }

        if (texts.Count > MostNames)
        {
            message.AppendLiteral(" and ");
            message.AppendFormatted(texts.Count - MostNames);
            message.AppendLiteral(" more");
        }
    }
}
