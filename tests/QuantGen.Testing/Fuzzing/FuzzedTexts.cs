using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace QuantGen.Testing.Fuzzing;

/// <summary>
/// Gives a reader of texts damaged ones: each must be read, or be refused with one sentence that names a line and a column of the text. An ordinary run sees a
/// slice; QUANTGEN_FUZZ_FILES says how many texts there are, QUANTGEN_FUZZ_SEED the number of the first.
/// </summary>
/// <param name="seeds">Texts that are in order.</param>
/// <param name="pieces">Words of the grammar, right and wrong ones.</param>
public sealed class FuzzedTexts(IReadOnlyList<string> seeds, IReadOnlyList<string> pieces)
{
    private const int Slice = 2000;
    private const int LongestMessage = 2000;
    private static readonly TimeSpan LongestTime = TimeSpan.FromSeconds(5);

    /// <summary>How many texts there are.</summary>
    public int Count { get; } = Setting("QUANTGEN_FUZZ_FILES", Slice);

    /// <summary>How many were read.</summary>
    public int Read { get; private set; }

    /// <summary>How many were refused.</summary>
    public int Refused { get; private set; }

    /// <summary>What should not have happened.</summary>
    public IList<string> Faults { get; } = [];

    /// <summary>What happened, in a line.</summary>
    public string Summary => string.Create(CultureInfo.InvariantCulture, $"{Count} texts: {Read} read, {Refused} refused, {Faults.Count} faults");

    /// <summary>Reads them all.</summary>
    /// <param name="read">Reads a text in UTF-8, and checks what it has read; a text is what is wrong with that, null for nothing.</param>
    /// <param name="place">The message of a refusal and the line and column that it names; null for another exception.</param>
    public void Run(Func<byte[], string?> read, Func<Exception, (string Message, int Line, int Column)?> place)
    {
        var first = Setting("QUANTGEN_FUZZ_SEED", 1);
        for (var number = first; number < first + Count; number++)
        {
            var random = new Random(number);
            var text = TextDamage.Of(seeds[random.Next(seeds.Count)], seeds, pieces, random);
            var watch = Stopwatch.StartNew();
            var fault = Try(text, read, place);
            if (watch.Elapsed > LongestTime)
                fault ??= $"took {watch.Elapsed.TotalSeconds:F1} s";
            if (fault is not null)
                Faults.Add(string.Create(CultureInfo.InvariantCulture, $"number {number}: {fault}"));
        }
    }

    private string? Try(byte[] text, Func<byte[], string?> read, Func<Exception, (string Message, int Line, int Column)?> place)
    {
        string? fault;
        try
        {
            fault = read(text);
            Read++;
            return fault;
        }
        catch (Exception error) when (place(error) is { } refusal)
        {
            Refused++;
            return Judge(text, refusal.Message, refusal.Line, refusal.Column);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return $"{error.GetType().Name}: {error.Message}";
        }
    }

    // A column is counted in letters; one behind the end of a line is where something is missing.
    private static string? Judge(byte[] text, string message, int line, int column)
    {
        var lines = Encoding.UTF8.GetString(text).Split('\n');
        if (line < 1 || line > lines.Length)
            return $"line {line} of {lines.Length}: {message}";
        if (column < 1 || column > lines[line - 1].Length + 1)
            return $"column {column} of {lines[line - 1].Length} in line {line}: {message}";
        if (message.Any(char.IsControl) || message.Length > LongestMessage)
            return $"a message of {message.Length} letters, not on one line: {message[..Math.Min(200, message.Length)]}";

        return message.EndsWith('.') ? null : $"no sentence: {message}";
    }

    private static int Setting(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
