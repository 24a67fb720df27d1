using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using QuantGen.Generators.Caching;
using QuantGen.Generators.Planning;
using QuantGen.Generators.Writing;
using QuantGen.ModelReading.Models;

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
        var plans = classes.SelectMany(PlanOf).WithTrackingName(TrackingNames.Plans);
        context.RegisterSourceOutput(plans, static (output, source) =>
        {
            var (plan, distinction) = source;
            var type = plan.Module.Type;
            output.AddSource(HintName.Of(type, distinction), SourceText.From(TwinWriter.Write(plan), Encoding.UTF8));
            if (plan.Module.Trace is { } trace)
                output.AddSource(HintName.OfTwinTrace(type, distinction), SourceText.From(TraceWriter.Write(plan, trace), Encoding.UTF8));
        });

        var exports = classes.SelectMany(ExportOf).WithTrackingName(TrackingNames.Exports);
        context.RegisterSourceOutput(exports, static (output, source) =>
        {
            var (model, distinction) = source;
            output.AddSource(HintName.OfTrace(model.Type, distinction), SourceText.From(TraceWriter.Write(model), Encoding.UTF8));
        });
    }

    private static ImmutableArray<(QuantizationPlan Plan, string Distinction)> PlanOf(AnnotatedModel? model, CancellationToken cancellation) =>
        model is { Twin: { } twin, Distinction: var distinction } ? [(Planner.Plan(twin), distinction)] : [];

    private static ImmutableArray<(ExportModel Model, string Distinction)> ExportOf(AnnotatedModel? model, CancellationToken cancellation) =>
        model is { Export: { } export, Distinction: var distinction } ? [(export, distinction)] : [];
}
