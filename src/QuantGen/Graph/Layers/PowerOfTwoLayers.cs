using QuantGen.Modules;
using QuantGen.PowerOfTwo;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <summary>Layers and quantizers with power-of-two scales.</summary>
internal static class PowerOfTwoLayers
{
    /// <summary>The forms.</summary>
    public static LayerForm[] Forms { get; } =
    [
        LayerForm.Of<Pact2>(Activation),
        LayerForm.Of<PowerOfTwoLayer>(static (layer, x) => Weighted(layer, x, size: null)),
        LayerForm.Passing<QuantizeHere>(),
        LayerForm.Passing<NoQuantizeHere>(),
    ];

    /// <summary>A layer with weights.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="input">Its input.</param>
    /// <param name="size">The extents of the output of a transposed convolution; null for the smallest.</param>
    public static GraphValue Weighted(PowerOfTwoLayer layer, GraphValue input, long[]? size)
    {
        var merges = layer.Enabled && layer.MergesBatchNorm && layer.MergesInto(input.Type.Rank);
        var (weight, bias) = layer.Enabled ? Quantized(layer, input, merges) : (input.Constant(layer.weight, "weight"), input.ConstantIfAny(layer.bias, "bias"));
        var output = layer switch
        {
            PowerOfTwoConvolution convolution => ConvolutionForms.Convolution(input, weight, bias, ConvolutionShape.Of(convolution)),
            PowerOfTwoTransposedConvolution transposed => ConvolutionForms.Transposed(input, weight, bias, ConvolutionShape.Of(transposed), Added(transposed, input, size)),
            _ => ConvolutionForms.Linear(input, weight, bias),
        };
        if (!merges && layer.FoldedBatchNorm is BatchNorm norm)
            output = norm.Trace(output);

        return layer.OutputRange is { } quantizer ? quantizer.Trace(output) : output;
    }

    private static GraphValue Activation(Pact2 quantizer, GraphValue input)
    {
        // Indices and masks pass.
        if (input.Type.ElementType != GraphElementType.Float32)
            return input;
        if (quantizer.Enabled)
        {
            return quantizer.IsCalibrated
                ? QuantizerForms.Quantize(input, Of(quantizer))
                : throw new GraphException(
                    $"Quantizer '{QuantizerForms.Name(quantizer.FullName, nameof(Pact2), input)}' has no range: calibrate the model, train it, " +
                    "load a calibrated checkpoint, or set its range.");
        }

        if (quantizer.Options.FixedRange is { } range)
            return ActivationLayers.Clip(input, range.Low, range.High);
        if (quantizer.Options.Signed != false)
            return input;

        return quantizer.Options.UpperLimit is { } limit ? ActivationLayers.Clip(input, 0, limit) : input.Node("Relu");
    }

    private static (GraphValue Weight, GraphValue? Bias) Quantized(PowerOfTwoLayer layer, GraphValue input, bool merges)
    {
        var (weight, bias) = layer.Merge(merges);
        var parameters = new QuantizedParameters(layer, weight, bias);
        return (Weight(layer, input, weight, parameters), bias is null ? null : Bias(layer, input, bias, parameters));
    }

    private static GraphValue Weight(PowerOfTwoLayer layer, GraphValue input, Tensor weight, QuantizedParameters parameters)
    {
        // The ranges of a transposed convolution in groups are those of no axis of its weight, so that it stays what it becomes.
        if (parameters.Scales.Length > 1 && layer.Layout is { Transposed: true, Groups: > 1 })
            return input.Constant(parameters.Weight(weight), "weight");

        var (format, scales) = (parameters.Format, parameters.Scales);
        return QuantizerForms.Quantize(input.Constant(weight, "weight"), new Quantization
        {
            Bits = format.Bits,
            LowestLevel = (long)format.Lowest,
            HighestLevel = (long)format.Highest,
            Scales = Array.ConvertAll(scales, static scale => 1 / scale),
            Axis = scales.Length == 1 ? null : layer.Layout.Transposed ? 1 : 0,
            Rounding = format.Rounding,
        });
    }

    private static Quantization Of(Pact2 quantizer)
    {
        var levels = quantizer.Levels;
        return new Quantization
        {
            Bits = quantizer.Bits,
            LowestLevel = (long)levels.Lowest,
            HighestLevel = (long)levels.Highest,
            Scales = [1 / levels.Scale],
            Rounding = quantizer.Options.Rounding,
        };
    }

    // What the layer adds lies on a grid of its own. Where that of the sums has it all, it is stored so.
    private static GraphValue Bias(PowerOfTwoLayer layer, GraphValue input, Tensor bias, QuantizedParameters parameters)
    {
        var quantized = parameters.Bias(bias);
        var value = input.Constant(quantized, "bias");
        if (BiasInput.Of(layer.InputRange) is not { } source)
            return value;

        var steps = Array.ConvertAll(parameters.Scales, scale => 1 / (source.Scale * scale));
        var levels = DeployedBias.Levels(quantized, tensor(steps));
        var isWhole = (levels * tensor(steps)).eq(quantized).all().item<bool>();
        return isWhole ? QuantizerForms.Quantize(value, QuantizedLayers.Accumulator(steps)) : value;
    }

    private static long[] Added(PowerOfTwoTransposedConvolution layer, GraphValue input, long[]? size) => size is null
        ? layer.output_padding
        : OutputSize.Padding(layer.GetName(), input.Type.Shape, size, layer.kernel_size, layer.stride, layer.padding, layer.dilation);
}
