using QuantGen.ModelReading;
using QuantGen.ModelReading.Exports;
using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Caching;

/// <summary>What is generated for a class.</summary>
/// <param name="MetadataName">The class.</param>
/// <param name="Twin">What its twin is made from; null if it gets none.</param>
/// <param name="Export">What its symbolic forward is made from; null if it gets none.</param>
internal sealed record AnnotatedModel(string MetadataName, ModuleModel? Twin, ExportModel? Export)
{
    /// <summary>What its files' names end with to differ from those of another class, where the classes' names differ in case alone; else empty.</summary>
    public string Distinction { get; init; } = "";

    /// <summary>Both readings of a class as one; null if it gets nothing.</summary>
    public static AnnotatedModel? Of(ClassReading? reading, ExportReading export)
    {
        var twin = reading?.Twinnable;
        if (twin is not null && export.OfTwin(reading!) is { } trace)
            twin = twin with { Trace = trace };
        return (twin?.Type ?? export.Model?.Type) is { } type ? new AnnotatedModel(type.MetadataName, twin, export.Model) : null;
    }
}
