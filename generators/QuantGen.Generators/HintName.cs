using System.Collections.Immutable;
using System.Globalization;
using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Models;

namespace QuantGen.Generators;

/// <summary>
/// Names the generated files after the full metadata names of their classes. The compiler compares such names without
/// regard to case and drops everything a generator made if two are equal, so of classes that differ in nothing else
/// each name gets a hash.
/// </summary>
internal static class HintName
{
    private const string Trace = ".Trace.g.cs";

    /// <summary>The names among those given that another one equals but for case.</summary>
    public static EquatableArray<string> Clashes(ImmutableArray<string> metadataNames)
    {
        // Hardly a project has any.
        var different = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in metadataNames)
            different.Add(name);
        return different.Count == metadataNames.Length ? default : Same(metadataNames);
    }

    /// <summary>The file name of a class's twin.</summary>
    public static string Of(string metadataName, EquatableArray<string> clashes) => Of(metadataName, metadataName, clashes) + ".g.cs";

    /// <summary>The file name of a class's symbolic forward.</summary>
    public static string OfTrace(TypeModel type, EquatableArray<string> clashes) => Of(type.MetadataName, type.MetadataName, clashes) + Trace;

    /// <summary>The file name of that of its twin.</summary>
    public static string OfTwinTrace(TypeModel type, EquatableArray<string> clashes)
    {
        var start = type.MetadataName.LastIndexOfAny(['.', '+']) + 1;
        return Of(type.MetadataName.Insert(start, "Quant"), type.MetadataName, clashes) + Trace;
    }

    private static EquatableArray<string> Same(ImmutableArray<string> metadataNames) =>
        metadataNames
            .GroupBy(static name => name, StringComparer.OrdinalIgnoreCase)
            .Where(static same => same.Skip(1).Any())
            .SelectMany(static same => same)
            .OrderBy(static name => name, StringComparer.Ordinal)
            .ToEquatableArray();

    private static string Of(string name, string metadataName, EquatableArray<string> clashes) =>
        clashes.Contains(metadataName) ? $"{name}.{Hash(metadataName).ToString("x8", CultureInfo.InvariantCulture)}" : name;

    /// <summary>32-bit FNV-1a over the UTF-16 code units; string.GetHashCode differs from run to run.</summary>
    private static uint Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var character in text)
            hash = unchecked((hash ^ character) * 16777619u);
        return hash;
    }
}
