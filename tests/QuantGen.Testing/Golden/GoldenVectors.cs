using System.Runtime.InteropServices;
using System.Text.Json;

namespace QuantGen.Testing.Golden;

/// <summary>
/// Reads the vectors of tests/golden/ptq, or those of another folder of the same form that the environment variable
/// <see cref="FolderVariable"/> names. The README beside the vectors explains every file and field.
/// </summary>
public static class GoldenVectors
{
    /// <summary>Names the environment variable that replaces the folder.</summary>
    public const string FolderVariable = "QUANTGEN_GOLDEN";

    /// <summary>The folder that is read.</summary>
    public static string Folder { get; } = Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } folder
        ? Path.GetFullPath(folder)
        : RepositoryRoot.Combine("tests", "golden", "ptq");

    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, float[]> Binaries = new(StringComparer.Ordinal);
    private static readonly Dictionary<string, IReadOnlyDictionary<string, JsonElement>> Documents = new(StringComparer.Ordinal);

    /// <summary>Whether the folder holds the vectors of this kind, for example <c>hist_calib</c>.</summary>
    public static bool Has(string kind) => File.Exists(PathOf(kind));

    /// <summary>Where the vectors of this kind are looked for.</summary>
    public static string PathOf(string kind) => Path.Combine(Folder, kind + ".json");

    /// <summary>The ids of all vectors of this kind in the order of the file.</summary>
    public static IReadOnlyList<string> Ids(string kind) => [.. Document(kind).Keys];

    /// <summary>One vector.</summary>
    public static GoldenCase Case(string kind, string id) => new(kind, id);

    internal static JsonElement Element(string kind, string id) => Document(kind)[id];

    internal static ReadOnlySpan<float> Floats(string binary, long offset, long count) =>
        Binary(binary).AsSpan(checked((int)offset), checked((int)count));

    private static IReadOnlyDictionary<string, JsonElement> Document(string kind)
    {
        lock (Gate)
        {
            if (!Documents.TryGetValue(kind, out var cases))
            {
                using var json = JsonDocument.Parse(File.ReadAllBytes(PathOf(kind)));
                var inOrder = new OrderedDictionary<string, JsonElement>(StringComparer.Ordinal);
                foreach (var element in json.RootElement.EnumerateArray())
                    inOrder.Add(element.GetProperty("id").GetString()!, element.Clone());

                Documents[kind] = cases = inOrder;
            }

            return cases;
        }
    }

    private static float[] Binary(string name)
    {
        lock (Gate)
        {
            if (!Binaries.TryGetValue(name, out var values))
                Binaries[name] = values = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(Folder, name))).ToArray();

            return values;
        }
    }
}
