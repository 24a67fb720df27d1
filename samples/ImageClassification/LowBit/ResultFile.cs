using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ImageClassification.LowBit;

/// <summary>A file of results, a line of JSON for each run. Several programs may add to it one after the other.</summary>
internal static class ResultFile
{
    /// <summary>Adds a line.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Append(string path, LowBitResult result)
    {
        // In one piece, so that a line is there whole or not at all.
        var line = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(result, LowBitJson.Default.LowBitResult) + "\n");
        using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        file.Write(line);
    }

    /// <summary>Reads all lines.</summary>
    /// <exception cref="TrainingException">There is no such file, or a line is none of those that are added.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<LowBitResult> Read(string path)
    {
        if (!File.Exists(path))
            throw new TrainingException($"The file of results '{path}' does not exist: give the one that low-bit's --results names.");

        var results = new List<LowBitResult>();
        foreach (var (index, line) in File.ReadLines(path).Index())
        {
            if (line.Length > 0)
                results.Add(Parse(line, path, index + 1));
        }

        return results;
    }

    private static LowBitResult Parse(string line, string path, int number)
    {
        try
        {
            return JsonSerializer.Deserialize(line, LowBitJson.Default.LowBitResult) ?? throw new JsonException();
        }
        catch (JsonException exception)
        {
            throw new TrainingException(string.Create(CultureInfo.InvariantCulture, $"Line {number} of '{path}' is no result of low-bit: delete the line."), exception);
        }
    }
}
