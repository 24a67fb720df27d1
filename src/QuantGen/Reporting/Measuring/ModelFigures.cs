using QuantGen.Modules;
using QuantGen.PowerOfTwo;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace QuantGen.Reporting.Measuring;

/// <summary>Counts parameters and bytes of a twin and its float model.</summary>
/// <param name="twin">The twin.</param>
/// <param name="floatModel">The float model, or null.</param>
/// <param name="parts">The quantizers of the twin.</param>
internal sealed class ModelFigures(Module twin, Module? floatModel, IReadOnlyList<TwinPart> parts)
{
    private const int RangeBytes = sizeof(float);

    /// <summary>The bytes of a parameter.</summary>
    public static long Bytes(Parameter parameter) => parameter.numel() * parameter.dtype.ElementSize();

    /// <summary>The summary.</summary>
    public ModelReport Report(IReadOnlyList<QuantizerReport> quantizers, IReadOnlyList<LayerReport> layers)
    {
        var enabled = quantizers.Where(static quantizer => quantizer.Enabled).ToList();
        var floating = Float();
        return new ModelReport
        {
            Name = (floatModel ?? twin).GetName(),
            Twin = twin.GetName(),
            QuantizedLayers = layers.Count(layer => !layer.IsQuantizer && enabled.Exists(quantizer => quantizer.Layer == layer.Name)),
            Parameters = floating.Sum(static parameter => parameter.numel()),
            FloatBytes = floating.Sum(Bytes),
            QuantizedBytes = Deployed() + quantizers.Sum(static quantizer => (long)RangeBytes * (quantizer.Range?.Count ?? 0)),
            Quantizers = quantizers.Count,
            Enabled = enabled.Count,
            Calibrated = enabled.Count(static quantizer => quantizer.Calibrated),
            Groups = [.. quantizers
                .GroupBy(static quantizer => (quantizer.Role, quantizer.Format, quantizer.Granularity))
                .Select(static group => new QuantizerGroup(group.Key.Role, group.Key.Format, group.Key.Granularity, group.Count()))
                .OrderByDescending(static group => group.Count)
                .ThenBy(static group => group.Role)],
        };
    }

    private List<Parameter> Float() => floatModel is not null
        ? Distinct(floatModel, [])
        : Distinct(twin, twin.Quantizers().SelectMany(static named => named.Quantizer.parameters()));

    private long Deployed()
    {
        var modules = twin.modules().Append(twin).Distinct().ToList();
        var merged = modules.Select(static module => module switch
        {
            QuantWeightedLayer { MergesBatchNorm: true } layer => (Norm: (BatchNorm?)layer.FoldedBatchNorm, HasBias: layer.bias is not null),
            PowerOfTwoLayer { MergesBatchNorm: true } layer => (Norm: (BatchNorm?)layer.FoldedBatchNorm, HasBias: layer.bias is not null),
            _ => (Norm: null, HasBias: false),
        }).Where(static pair => pair.Norm is not null).ToList();
        var apart = parts.SelectMany(static part => part.Weight?.Parameters ?? [])
            .Concat(merged.SelectMany(static pair => pair.Norm!.parameters()))
            .Concat(twin.Quantizers().SelectMany(static named => named.Quantizer.parameters()));

        // A layer without a bias gets one from the normalization that is merged into it.
        var biases = merged.Where(static pair => !pair.HasBias).Sum(static pair => sizeof(float) * pair.Norm!.num_features);
        return parts.Sum(static part => part.QuantizedBytes) + biases + Distinct(twin, apart).Sum(Bytes);
    }

    private static List<Parameter> Distinct(Module model, IEnumerable<Parameter> without)
    {
        var seen = new HashSet<Parameter>(without, ReferenceEqualityComparer.Instance);
        return [.. model.parameters().Where(seen.Add)];
    }
}
