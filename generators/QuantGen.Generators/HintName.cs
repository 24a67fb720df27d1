using System.Collections.Immutable;
using System.Globalization;
using QuantGen.Generators.Caching;
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

    /// <summary>Gives a distinction to each class whose name another one equals but for case.</summary>
    public static ImmutableArray<AnnotatedModel?> Distinguish(ImmutableArray<AnnotatedModel?> models)
    {
        if (models.Length < 2)
            return models;

        // Hardly a project has any.
        var (count, different) = (0, new HashSet<string>(StringComparer.OrdinalIgnoreCase));
        foreach (var model in models)
        {
            if (model is null)
                continue;
            count++;
            different.Add(model.MetadataName);
        }

        if (different.Count == count)
            return models;

        var clashes = models
            .OfType<AnnotatedModel>()
            .GroupBy(static model => model.MetadataName, StringComparer.OrdinalIgnoreCase)
            .Where(static same => same.Skip(1).Any())
            .Select(static same => same.Key)
            .ToImmutableHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. models.Select(model => model is not null && clashes.Contains(model.MetadataName)
            ? model with { Distinction = "." + Hash(model.MetadataName).ToString("x8", CultureInfo.InvariantCulture) }
            : model)];
    }

    /// <summary>The file name of a class's twin.</summary>
    public static string Of(TypeModel type, string distinction) => type.MetadataName + distinction + ".g.cs";

    /// <summary>The file name of a class's symbolic forward.</summary>
    public static string OfTrace(TypeModel type, string distinction) => type.MetadataName + distinction + Trace;

    /// <summary>The file name of that of its twin.</summary>
    public static string OfTwinTrace(TypeModel type, string distinction)
    {
        var start = type.MetadataName.LastIndexOfAny(['.', '+']) + 1;
        return type.MetadataName.Insert(start, "Quant") + distinction + Trace;
    }

    /// <summary>32-bit FNV-1a over the UTF-16 code units; string.GetHashCode differs from run to run.</summary>
    private static uint Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var character in text)
            hash = unchecked((hash ^ character) * 16777619u);
        return hash;
    }
}
