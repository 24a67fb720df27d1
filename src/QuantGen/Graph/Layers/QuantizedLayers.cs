using System.Collections.Frozen;
using QuantGen.Modules;
using QuantGen.Quantizers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <summary>Quantized layers and their quantizers.</summary>
internal static class QuantizedLayers
{
    private static readonly FrozenDictionary<Type, LayerForm> BehindQuantizer = new[]
    {
        LayerForm.Of<QuantMaxPool1d>(static (layer, x) => PoolForms.Max(
            x, 1, [layer.kernel_size], PoolLayers.One(layer.stride), PoolLayers.One(layer.padding), PoolLayers.One(layer.dilation), layer.ceil_mode)),
        LayerForm.Of<QuantMaxPool2d>(static (layer, x) => PoolForms.Max(x, 2, layer.kernel_size, layer.stride, layer.padding, layer.dilation, layer.ceil_mode)),
        LayerForm.Of<QuantMaxPool3d>(static (layer, x) => PoolForms.Max(x, 3, layer.kernel_size, layer.stride, layer.padding, layer.dilation, layer.ceil_mode)),
        LayerForm.Of<QuantAvgPool1d>(static (layer, x) =>
            PoolForms.Average(x, 1, [layer.kernel_size], PoolLayers.One(layer.stride), PoolLayers.One(layer.padding), layer.ceil_mode, layer.count_include_pad, divisor: null)),
        LayerForm.Of<QuantAvgPool2d>(static (layer, x) =>
            PoolForms.Average(x, 2, layer.kernel_size, layer.stride, layer.padding, layer.ceil_mode, layer.count_include_pad, layer.divisor_override)),
        LayerForm.Of<QuantAvgPool3d>(static (layer, x) =>
            PoolForms.Average(x, 3, layer.kernel_size, layer.stride, layer.padding, layer.ceil_mode, layer.count_include_pad, layer.divisor_override)),
        LayerForm.Of<QuantAdaptiveAvgPool1d>(static (layer, x) => PoolForms.AdaptiveAverage(x, [layer.output_size])),
        LayerForm.Of<QuantAdaptiveAvgPool2d>(static (layer, x) => PoolForms.AdaptiveAverage(x, PoolLayers.Each(layer.output_size, 2))),
        LayerForm.Of<QuantAdaptiveAvgPool3d>(static (layer, x) => PoolForms.AdaptiveAverage(x, PoolLayers.Each(layer.output_size, 3))),
        LayerForm.Of<QuantInstanceNorm1d>(static (layer, x) => x.Batched(1, batch => Instance(layer, batch))),
        LayerForm.Of<QuantInstanceNorm2d>(static (layer, x) => x.Batched(2, batch => Instance(layer, batch))),
        LayerForm.Of<QuantInstanceNorm3d>(static (layer, x) => x.Batched(3, batch => Instance(layer, batch))),
    }.ToFrozenDictionary(static form => form.Type);

    /// <summary>The forms.</summary>
    public static LayerForm[] Forms { get; } =
    [
        LayerForm.Of<TensorQuantizer>(QuantizerForms.Trace),
        LayerForm.Of<ClipModule>(QuantizerForms.Clip),
        LayerForm.Of<QuantInputLayer>(static (layer, x) => Trace(layer, x, layer.InputQuantizer)),
    ];

    /// <summary>A layer with a quantizer of its input.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="input">Its input.</param>
    /// <param name="quantizer">What quantizes that.</param>
    /// <param name="size">The extents of the output of a transposed convolution; null for the smallest.</param>
    public static GraphValue Trace(QuantInputLayer layer, GraphValue input, TensorQuantizer quantizer, long[]? size = null)
    {
        var quantized = quantizer.Trace(input);
        return layer is QuantWeightedLayer weighted ? Weighted(weighted, quantized, quantizer, size) : BehindQuantizer[layer.GetType()].Trace(layer, quantized);
    }

    private static GraphValue Weighted(QuantWeightedLayer layer, GraphValue input, TensorQuantizer quantizer, long[]? size)
    {
        var merged = layer.MergesBatchNorm && layer.MergesInto(input.Type.Rank) ? layer.Fold : null;
        var weight = layer.WeightQuantizer.Trace(input.Constant(merged?.MergedWeight(layer) ?? layer.weight, "weight"));
        var bias = Bias(layer, input, quantizer, merged?.MergedBias(layer) ?? layer.bias);
        var output = layer switch
        {
            QuantConvolution convolution => ConvolutionForms.Convolution(input, weight, bias, ConvolutionShape.Of(convolution)),
            QuantTransposedConvolution transposed => ConvolutionForms.Transposed(input, weight, bias, ConvolutionShape.Of(transposed), Added(transposed, input, size)),
            _ => ConvolutionForms.Linear(input, weight, bias),
        };
        return merged is null && layer.FoldedBatchNorm is BatchNorm norm ? norm.Trace(output) : output;
    }

    private static long[] Added(QuantTransposedConvolution layer, GraphValue input, long[]? size) => size is null
        ? layer.output_padding
        : OutputSize.Padding(layer.GetName(), input.Type.Shape, size, layer.kernel_size, layer.stride, layer.padding, layer.dilation);

    private static GraphValue? Bias(QuantWeightedLayer layer, GraphValue input, TensorQuantizer quantizer, Tensor? bias)
    {
        if (bias is null)
            return null;

        var value = input.Constant(bias, "bias");
        return DeployedBias.Of(layer, quantizer, bias)?.Scales(bias.numel()) is { } scales ? QuantizerForms.Quantize(value, Accumulator(scales)) : value;
    }

    /// <summary>Levels of 32 bits.</summary>
    /// <param name="scales">One scale, or one for each number.</param>
    public static Quantization Accumulator(float[] scales) => new()
    {
        Bits = DeployedBias.Bits,
        LowestLevel = int.MinValue,
        HighestLevel = int.MaxValue,
        Scales = scales,
        Axis = scales.Length == 1 ? null : 0,
    };

    private static GraphValue Instance(QuantInstanceNorm layer, GraphValue batch)
    {
        var (weight, bias) = (layer.get_parameter("weight"), layer.get_parameter("bias"));
        return layer.track_running_stats
            ? NormalizationForms.ByKnown(batch, layer.get_buffer("running_mean")!, layer.get_buffer("running_var")!, weight, bias, layer.eps)
            : NormalizationForms.ByInstance(batch, weight, bias, layer.eps);
    }
}
