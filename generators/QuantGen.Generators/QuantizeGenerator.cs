using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using QuantGen.Generators.Caching;
using QuantGen.Generators.Planning;
using QuantGen.Generators.Writing;

namespace QuantGen.Generators;

/// <summary>
/// Gives every class with <c>[Quantize]</c> its quantized twin. A class is read into a model of plain values, so that an
/// edit elsewhere leaves it equal and nothing is planned or written again. The generator reports nothing: a class that
/// cannot have a twin is left out here and reported by the analyzers, which read it the same way.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class QuantizeGenerator : IIncrementalGenerator
{
    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var cache = new ReadingCache();
        var models = context.CompilationProvider
            .SelectMany(cache.Read)
            .WithTrackingName(TrackingNames.Models)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!);

        var clashes = models
            .Select(static (model, _) => model.Type.MetadataName)
            .Collect()
            .Select(static (names, _) => HintName.Clashes(names))
            .WithTrackingName(TrackingNames.Clashes);

        var plans = models
            .Select(static (model, _) => Planner.Plan(model))
            .WithTrackingName(TrackingNames.Plans);

        context.RegisterSourceOutput(plans.Combine(clashes), static (output, source) =>
        {
            var (plan, names) = source;
            output.AddSource(HintName.Of(plan.Module.Type.MetadataName, names), SourceText.From(TwinWriter.Write(plan), Encoding.UTF8));
        });
    }
}
