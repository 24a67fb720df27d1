using System.Text.Json;
using QuantGen.Testing;
using QuantGen.Testing.Golden;

namespace QuantGen.Tests.LowBit;

/// <summary>
/// Reads the vectors of tests/golden/qat, or those of another folder of the same form that the environment variable
/// <see cref="GoldenVectors.FolderVariable"/> names: every JSON file in it that is an object, whatever its name.
/// </summary>
internal static class LowBitVectors
{
    private static readonly Lock Gate = new();
    private static IReadOnlyDictionary<string, JsonElement>? _documents;

    /// <summary>The folder that is read.</summary>
    public static string Folder { get; } = Environment.GetEnvironmentVariable(GoldenVectors.FolderVariable) is { Length: > 0 } folder
        ? Path.GetFullPath(folder)
        : RepositoryRoot.Combine("tests", "golden", "qat");

    /// <summary>The files' contents by their names without extension, in the order of these.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Documents
    {
        get
        {
            lock (Gate)
                return _documents ??= Read();
        }
    }

    /// <summary>The lists of that name in all files, one after another.</summary>
    public static IEnumerable<JsonElement> Lists(string name) =>
        from document in Documents.Values
        where document.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
        from item in document.GetProperty(name).EnumerateArray()
        select item;

    /// <summary>The cases of an algorithm.</summary>
    /// <param name="algorithm">What their field <c>algorithm</c> says.</param>
    public static IEnumerable<LowBitCase> Cases(string algorithm) =>
        from document in Documents
        where document.Value.TryGetProperty("cases", out var cases) && cases.ValueKind == JsonValueKind.Array
        from json in document.Value.GetProperty("cases").EnumerateArray()
        where json.TryGetProperty("grad_out", out _) && json.GetProperty("algorithm").GetString() == algorithm
        select new LowBitCase(document.Key, json.GetProperty("id").GetString()!);

    /// <summary>One case and the file that it stands in.</summary>
    public static (JsonElement File, JsonElement Case) Element(string file, string id) =>
        (Documents[file], Documents[file].GetProperty("cases").EnumerateArray().Single(json => json.GetProperty("id").GetString() == id));

    private static OrderedDictionary<string, JsonElement> Read()
    {
        var documents = new OrderedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var path in Directory.GetFiles(Folder, "*.json").Order(StringComparer.Ordinal))
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            if (json.RootElement.ValueKind == JsonValueKind.Object)
                documents.Add(Path.GetFileNameWithoutExtension(path), json.RootElement.Clone());
        }

        return documents;
    }
}
