using QuantGen.Modules;
using QuantGen.Quantizers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace QuantGen.Reporting.Measuring;

/// <summary>Counts parameters and bytes of a twin and its float model.</summary>
/// <param name="twin">The twin.</param>
/// <param name="floatModel">The float model, or null.</param>
internal sealed class ModelFigures(Module twin, Module? floatModel)
{
    private const int RangeBytes = sizeof(float);

    /// <summary>How many numbers a weight holds.</summary>
    public static long Numbers(QuantizedWeight weight) => weight.Parameters.Sum(static parameter => parameter.numel());

    /// <summary>The bytes of a weight in float.</summary>
    public static long FloatBytes(QuantizedWeight weight) => weight.Parameters.Sum(Bytes);

    /// <summary>The bytes of a weight as deployed, without its ranges.</summary>
    public static long QuantizedBytes(QuantizedWeight weight) => weight.Quantizer is { Enabled: true, QuantEnabled: true }
        ? ((Numbers(weight) * weight.Quantizer.Bits) + 7) / 8
        : FloatBytes(weight);

    /// <summary>The summary.</summary>
    public ModelReport Report(IReadOnlyList<QuantizerReport> quantizers, IReadOnlyList<LayerReport> layers)
    {
        var enabled = quantizers.Where(static quantizer => quantizer.Enabled).ToList();
        var floating = Float();
        return new ModelReport
        {
            Name = (floatModel ?? twin).GetName(),
            Twin = twin.GetName(),
            QuantizedLayers = layers.Count(layer => layer.Type != nameof(TensorQuantizer) && enabled.Exists(quantizer => quantizer.Layer == layer.Name)),
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
        var weights = modules.OfType<IQuantizedLayer>()
            .SelectMany(static layer => layer.QuantizedWeights)
            .DistinctBy(static weight => weight.Quantizer)
            .ToList();
        var merged = modules.OfType<QuantWeightedLayer>()
            .Where(static layer => layer.MergesBatchNorm)
            .ToDictionary(static layer => layer.FoldedBatchNorm!);
        var apart = weights.SelectMany(static weight => weight.Parameters)
            .Concat(merged.Keys.SelectMany(static norm => norm.parameters()))
            .Concat(twin.Quantizers().SelectMany(static named => named.Quantizer.parameters()));

        // A layer without a bias gets one from the normalization that is merged into it.
        var biases = merged.Where(static pair => pair.Value.bias is null).Sum(static pair => sizeof(float) * ((BatchNorm)pair.Key).num_features);
        return weights.Sum(QuantizedBytes) + biases + Distinct(twin, apart).Sum(Bytes);
    }

    private static List<Parameter> Distinct(Module model, IEnumerable<Parameter> without)
    {
        var seen = new HashSet<Parameter>(without, ReferenceEqualityComparer.Instance);
        return [.. model.parameters().Where(seen.Add)];
    }

    private static long Bytes(Parameter parameter) => parameter.numel() * parameter.dtype.ElementSize();
}
