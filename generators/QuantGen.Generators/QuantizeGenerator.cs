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

        // A class is planned where it is written: a plan holds the model, so between them no step could find that nothing changed.
        context.RegisterSourceOutput(classes, static (output, model) =>
        {
            if (model?.Twin is { } twin)
                AddTwin(output, twin, model.Distinction);
            if (model?.Export is { } export)
                output.AddSource(HintName.OfTrace(export.Type, model.Distinction), SourceText.From(TraceWriter.Write(export), Encoding.UTF8));
        });
    }

    private static void AddTwin(SourceProductionContext output, ModuleModel twin, string distinction)
    {
        var plan = Planner.Plan(twin);
        output.AddSource(HintName.Of(twin.Type, distinction), SourceText.From(TwinWriter.Write(plan), Encoding.UTF8));
        if (twin.Trace is { } trace)
            output.AddSource(HintName.OfTwinTrace(twin.Type, distinction), SourceText.From(TraceWriter.Write(plan, trace), Encoding.UTF8));
    }
}
