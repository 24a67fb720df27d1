using System.Globalization;
using QuantGen.ModelReading.Infrastructure;

namespace QuantGen.Generators;

/// <summary>
/// Names the generated files after the full metadata names of their classes. The compiler compares such names without
/// regard to case and drops everything a generator made if two are equal, so of classes that differ in nothing else
/// each name gets a hash.
/// </summary>
internal static class HintName
{
    /// <summary>The names among those given that another one equals but for case.</summary>
    public static EquatableArray<string> Clashes(IEnumerable<string> metadataNames) =>
        metadataNames
            .GroupBy(static name => name, StringComparer.OrdinalIgnoreCase)
            .Where(static same => same.Skip(1).Any())
            .SelectMany(static same => same)
            .OrderBy(static name => name, StringComparer.Ordinal)
            .ToEquatableArray();

    /// <summary>The file name of a class's twin.</summary>
    public static string Of(string metadataName, EquatableArray<string> clashes) =>
        clashes.Contains(metadataName)
            ? $"{metadataName}.{Hash(metadataName).ToString("x8", CultureInfo.InvariantCulture)}.g.cs"
            : metadataName + ".g.cs";

    /// <summary>32-bit FNV-1a over the UTF-16 code units; string.GetHashCode differs from run to run.</summary>
    private static uint Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var character in text)
            hash = unchecked((hash ^ character) * 16777619u);
        return hash;
    }
}
