using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace QuantGen.Checkpoints;

/// <summary>Says how keys of a checkpoint are named in the model.</summary>
/// <remarks>
/// In the pattern, which is compared with the whole key, <c>*</c> stands for any text, dots included, and <c>#</c> for a whole number. In
/// the replacement each of them stands for what the one at the same place among its kind matched, and <c>#+1</c> or <c>#-1</c> for a number
/// more or less: <c>new("*.denselayer#.*", "*.layers.#-1.*")</c> takes <c>features.denseblock1.denselayer3.conv1.weight</c> to
/// <c>features.denseblock1.layers.2.conv1.weight</c>.
/// </remarks>
public sealed record KeyRename
{
    private const string Piece = @"(?<wildcard>\*|#(?<shift>[+-][0-9]{1,6})?|^)(?<literal>[^*#]*)";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);
    private readonly Regex _pattern;
    private readonly IReadOnlyList<Part> _parts;

    /// <summary>Makes a renaming.</summary>
    /// <param name="pattern">What a key of the file looks like.</param>
    /// <param name="replacement">What the model names it.</param>
    /// <exception cref="ArgumentException">One is empty, or they do not have equally many <c>*</c> and <c>#</c>.</exception>
    public KeyRename(string pattern, string replacement)
    {
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        ArgumentException.ThrowIfNullOrEmpty(replacement);
        foreach (var wildcard in "*#")
        {
            if (pattern.Count(letter => letter == wildcard) != replacement.Count(letter => letter == wildcard))
            {
                throw new ArgumentException(
                    $"The replacement '{replacement}' needs as many '{wildcard}' as the pattern '{pattern}' has.", nameof(replacement));
            }
        }

        Pattern = pattern;
        Replacement = replacement;

        // A form that cannot backtrack, as keys come from files.
        var text = Regex.Escape(pattern)
            .Replace("\\*", "(.*)", StringComparison.Ordinal)
            .Replace("\\#", "([0-9]{1,9})", StringComparison.Ordinal);
        _pattern = new Regex($"^{text}\\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline);
        _parts = [.. Parts(pattern, replacement)];
    }

    /// <summary>What a key of the file looks like.</summary>
    public string Pattern { get; }

    /// <summary>What the model names it.</summary>
    public string Replacement { get; }

    /// <inheritdoc/>
    public bool Equals(KeyRename? other) => other is not null
        && string.Equals(Pattern, other.Pattern, StringComparison.Ordinal)
        && string.Equals(Replacement, other.Replacement, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Pattern, Replacement);

    /// <summary>The name in the model of a key of the file; null when the pattern is not that of the key.</summary>
    internal string? Apply(string key)
    {
        var match = _pattern.Match(key);
        if (!match.Success)
            return null;

        var result = new StringBuilder();
        foreach (var part in _parts)
        {
            var matched = part.Group > 0 ? match.Groups[part.Group].Value : "";
            if (part.Shift is { } shift)
                result.Append(CultureInfo.InvariantCulture, $"{int.Parse(matched, CultureInfo.InvariantCulture) + shift}");
            else
                result.Append(matched);

            result.Append(part.Literal);
        }

        return result.ToString();
    }

    // Each wildcard of the replacement with the text behind it, after the text that it begins with.
    private static IEnumerable<Part> Parts(string pattern, string replacement)
    {
        var groups = new Dictionary<char, Queue<int>> { ['*'] = new(), ['#'] = new() };
        foreach (var (index, wildcard) in pattern.Where(static letter => letter is '*' or '#').Index())
            groups[wildcard].Enqueue(index + 1);

        foreach (Match match in Regex.Matches(replacement, Piece, RegexOptions.ExplicitCapture, Timeout))
        {
            if (match.Length == 0)
                continue;

            var wildcard = match.Groups["wildcard"].Value;
            int? shift = match.Groups["shift"] is { Success: true } number ? int.Parse(number.Value, CultureInfo.InvariantCulture) : null;
            yield return new Part(wildcard.Length > 0 ? groups[wildcard[0]].Dequeue() : 0, shift, match.Groups["literal"].Value);
        }
    }

    // A wildcard, 0 for none, and the text behind it.
    private sealed record Part(int Group, int? Shift, string Literal);
}
