using System.Globalization;
using System.Text;

namespace QuantGen.Generators.Tests.Quality;

/// <summary>The difference of two texts as reviewers see it: unified, three lines of context.</summary>
internal static class UnifiedDiff
{
    private const int Context = 3;

    /// <summary>The hunks, without file names; empty if the texts are equal.</summary>
    public static string Of(string before, string after)
    {
        var (old, now) = (before.TrimEnd('\n').Split('\n'), after.TrimEnd('\n').Split('\n'));
        var lines = Script(old, now);
        var result = new StringBuilder();
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Sign == ' ')
                continue;

            var start = Math.Max(i - Context, 0);
            var end = i;
            for (var j = i; j < lines.Count && j <= end + (2 * Context); j++)
                end = lines[j].Sign == ' ' ? end : j;

            var hunk = lines.GetRange(start, Math.Min(end + Context + 1, lines.Count) - start);
            result.Append(CultureInfo.InvariantCulture, $"@@ -{Range(hunk, '+')} +{Range(hunk, '-')} @@\n");
            foreach (var (sign, text, _, _) in hunk)
                result.Append(sign).Append(text).Append('\n');
            i = end + Context;
        }

        return result.ToString();
    }

    private static string Range(List<(char Sign, string Text, int Old, int New)> hunk, char without)
    {
        var count = hunk.Count(line => line.Sign != without);
        return string.Create(CultureInfo.InvariantCulture, $"{(without == '+' ? hunk[0].Old : hunk[0].New) + 1},{count}");
    }

    /// <summary>All lines of both texts with their signs, by the longest common subsequence.</summary>
    private static List<(char Sign, string Text, int Old, int New)> Script(string[] old, string[] now)
    {
        var common = new int[old.Length + 1, now.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = now.Length - 1; j >= 0; j--)
                common[i, j] = old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        var lines = new List<(char Sign, string Text, int Old, int New)>();
        var (a, b) = (0, 0);
        while (a < old.Length || b < now.Length)
        {
            if (a < old.Length && b < now.Length && old[a] == now[b])
                lines.Add((' ', old[a], a++, b++));
            else if (a < old.Length && (b == now.Length || common[a + 1, b] >= common[a, b + 1]))
                lines.Add(('-', old[a], a++, b));
            else
                lines.Add(('+', now[b], a, b++));
        }

        return lines;
    }
}
