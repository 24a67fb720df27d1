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
            .WithTrackingName(TrackingNames.Models)
            .Where(static model => model is not null);

        var clashes = classes
            .Select(static (model, _) => model!.MetadataName)
            .Collect()
            .Select(static (names, _) => HintName.Clashes(names))
            .WithTrackingName(TrackingNames.Clashes);

        var plans = classes
            .Where(static model => model!.Twin is not null)
            .Select(static (model, _) => Planner.Plan(model!.Twin!))
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
            .Where(static model => model!.Export is not null)
            .Select(static (model, _) => model!.Export!)
            .WithTrackingName(TrackingNames.Exports);

        context.RegisterSourceOutput(exports.Combine(clashes), static (output, source) =>
        {
            var (model, names) = source;
            output.AddSource(HintName.OfTrace(model.Type, names), SourceText.From(TraceWriter.Write(model), Encoding.UTF8));
        });
    }
}
