using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using QuantGen.Generators.Caching;
using QuantGen.Generators.Planning;
using QuantGen.Generators.Writing;

namespace QuantGen.Generators;

/// <summary>
/// Gives every class with <c>[Quantize]</c> its quantized twin, and with <c>[Export]</c> class and twin a symbolic forward. A class is read into a model of plain values, so that an
/// edit elsewhere leaves it equal and nothing is planned or written again. The generator reports nothing: a class that
/// cannot have one is left out here and reported by the analyzers, which read it the same way.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class QuantizeGenerator : IIncrementalGenerator
{
    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var cache = new ReadingCache();
        var classes = context.CompilationProvider
            .SelectMany(cache.Read)
            .WithTrackingName(TrackingNames.Models);

        // A step that leaves out and changes at once is half as dear as one that leaves out before one that changes.
        var clashes = classes
            .SelectMany(static (model, _) => OneOrNone(model?.MetadataName))
            .Collect()
            .Select(static (names, _) => HintName.Clashes(names))
            .WithTrackingName(TrackingNames.Clashes);

        var plans = classes
            .SelectMany(static (model, _) => OneOrNone(model?.Twin is { } twin ? Planner.Plan(twin) : null))
            .WithTrackingName(TrackingNames.Plans);

        context.RegisterSourceOutput(plans.Combine(clashes), static (output, source) =>
        {
            var (plan, names) = source;
            var type = plan.Module.Type;
            output.AddSource(HintName.Of(type.MetadataName, names), SourceText.From(TwinWriter.Write(plan), Encoding.UTF8));
            if (plan.Module.Trace is { } trace)
                output.AddSource(HintName.OfTwinTrace(type, names), SourceText.From(TraceWriter.Write(plan, trace), Encoding.UTF8));
        });

        var exports = classes
            .SelectMany(static (model, _) => OneOrNone(model?.Export))
            .WithTrackingName(TrackingNames.Exports);

        context.RegisterSourceOutput(exports.Combine(clashes), static (output, source) =>
        {
            var (model, names) = source;
            output.AddSource(HintName.OfTrace(model.Type, names), SourceText.From(TraceWriter.Write(model), Encoding.UTF8));
        });
    }

    private static ImmutableArray<T> OneOrNone<T>(T? value)
        where T : class => value is null ? [] : [value];
}
