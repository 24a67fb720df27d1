using System.Text.Json;
using QuantGen.Testing;
using QuantGen.Testing.Golden;

namespace QuantGen.Tests.Training.Golden;

/// <summary>
/// The vectors of tests/golden/qat that are about training, or those of another folder of the same form that QUANTGEN_GOLDEN names. The README
/// beside them explains the files.
/// </summary>
internal static class TrainingVectors
{
    private static readonly string Folder = Environment.GetEnvironmentVariable(GoldenVectors.FolderVariable) is { Length: > 0 } folder
        ? Path.GetFullPath(folder)
        : RepositoryRoot.Combine("tests", "golden", "qat");

    /// <summary>Where a file is.</summary>
    public static string PathOf(string kind) => Path.Combine(Folder, kind + ".json");

    /// <summary>The elements of a list in a file.</summary>
    public static IReadOnlyList<JsonElement> Of(string kind, string list = "cases")
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(PathOf(kind)));
        return [.. json.RootElement.GetProperty(list).EnumerateArray().Select(static element => element.Clone())];
    }

    /// <summary>A list of numbers.</summary>
    public static double[] Numbers(this JsonElement vector, string field) =>
        [.. vector.GetProperty(field).EnumerateArray().Select(static element => element.GetDouble())];

    /// <summary>A list of whole numbers.</summary>
    public static int[] Integers(this JsonElement vector, string field) =>
        [.. vector.GetProperty(field).EnumerateArray().Select(static element => element.GetInt32())];

    /// <summary>A list of texts.</summary>
    public static string[] Texts(this JsonElement vector, string field) =>
        [.. vector.GetProperty(field).EnumerateArray().Select(static element => element.GetString()!)];
}
