using System.Globalization;
using QuantGen.Checkpoints;

namespace ImageClassification.Checkpoints;

/// <summary>
/// Reads files that say how keys of checkpoints are renamed. A line has two names with blanks between them, the one in the file and the new
/// one: patterns of <see cref="KeyRename"/>, and alternatives in braces, <c>conv{1,2}.*  body.{first,second}.*</c>, of which the first goes
/// with the first and so on. Empty lines, and those that begin with <c># </c>, are skipped.
/// </summary>
internal static class RenameFile
{
    private static readonly char[] Blanks = [' ', '\t'];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, UTF-8 text.</param>
    /// <exception cref="TrainingException">A line is not of that form; the message says which, and where.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<KeyRename> Read(string path) => Parse(File.ReadAllLines(path), path);

    /// <summary>Reads lines.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="path">The file's name for messages.</param>
    /// <exception cref="TrainingException">A line is not of that form.</exception>
    public static IReadOnlyList<KeyRename> Parse(IEnumerable<string> lines, string path)
    {
        var renames = new List<KeyRename>();
        foreach (var (index, line) in lines.Index())
        {
            try
            {
                renames.AddRange(Line(line));
            }
            catch (RenameSyntaxException error)
            {
                throw new TrainingException(string.Create(CultureInfo.InvariantCulture, $"'{path}', line {index + 1}, column {error.Column + 1}: {error.Message}"), error);
            }
        }

        return renames;
    }

    private static IEnumerable<KeyRename> Line(string line)
    {
        var words = Words(line).ToList();
        if (words.Count == 0 || line.AsSpan(words[0]) is "#")
            return [];
        if (words.Count == 1)
            throw new RenameSyntaxException(line.Length, "the new name is missing: a line has the name in the file and the new one.");
        if (words.Count > 2)
            throw new RenameSyntaxException(words[2].Start.Value, "a line has two names, the one in the file and the new one, and this is a third.");

        var (from, to) = (words[0].Start.Value, words[1].Start.Value);
        var patterns = BraceExpansion.Of(line[words[0]], from);
        var replacements = BraceExpansion.Of(line[words[1]], to);
        if (patterns.Count != replacements.Count)
            throw new RenameSyntaxException(to, string.Create(CultureInfo.InvariantCulture, $"{replacements.Count} names cannot stand for {patterns.Count}: the braces must give equally many."));

        return patterns.Zip(replacements, (pattern, replacement) => Rename(pattern, replacement, to));
    }

    private static KeyRename Rename(string pattern, string replacement, int column)
    {
        try
        {
            return new KeyRename(pattern, replacement);
        }
        catch (ArgumentException error)
        {
            // Without the name of the parameter, which means nothing in a file.
            var sentence = error.ParamName is null ? error.Message : error.Message.Split(" (Parameter", 2)[0];
            throw new RenameSyntaxException(column, $"{char.ToLowerInvariant(sentence[0])}{sentence[1..]}");
        }
    }

    private static IEnumerable<Range> Words(string line)
    {
        for (var start = 0; start < line.Length;)
        {
            var length = line.AsSpan(start).IndexOfAny(Blanks);
            var end = length < 0 ? line.Length : start + length;
            if (end > start)
                yield return start..end;

            start = end + 1;
        }
    }
}
