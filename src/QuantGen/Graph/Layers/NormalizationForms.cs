using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <summary>Normalizations.</summary>
internal static class NormalizationForms
{
    /// <summary>Normalizes each channel by statistics that are known: (x - mean) / sqrt(variance + eps) * weight + bias.</summary>
    /// <param name="input">(N, C, ...).</param>
    /// <param name="mean">The mean of each channel.</param>
    /// <param name="variance">The variance of each channel.</param>
    /// <param name="weight">The factor of each channel; null for 1.</param>
    /// <param name="bias">The shift of each channel; null for 0.</param>
    /// <param name="eps">What is added to variances.</param>
    public static GraphValue ByKnown(GraphValue input, Tensor mean, Tensor variance, Tensor? weight, Tensor? bias, double eps) => input.Node(
        "BatchNormalization",
        [
            Factor(input, weight, mean.numel()),
            Shift(input, bias, mean.numel()),
            input.Constant(mean, "running_mean"),
            input.Constant(variance, "running_var"),
        ],
        new GraphAttributeCollection { { "epsilon", eps } });

    /// <summary>Normalizes each channel by its statistics over the whole batch.</summary>
    /// <param name="input">(N, C, ...).</param>
    /// <param name="weight">The factor of each channel; null for 1.</param>
    /// <param name="bias">The shift of each channel; null for 0.</param>
    /// <param name="eps">What is added to variances.</param>
    public static GraphValue ByBatch(GraphValue input, Tensor? weight, Tensor? bias, double eps)
    {
        long[] axes = [0, .. Enumerable.Range(2, input.Type.Rank - 2).Select(static axis => (long)axis)];
        var rest = input.Node("Sub", input.Mean(axes));
        var deviation = rest.Node("Mul", rest).Mean(axes).Node("Add", input.Scalar(eps)).Node("Sqrt");
        var result = rest.Node("Div", deviation);
        long[] shape = [-1, .. Enumerable.Repeat(1L, input.Type.Rank - 2)];
        if (weight is not null)
            result = result.Node("Mul", input.Constant(weight.reshape(shape), "weight"));

        return bias is null ? result : result.Node("Add", input.Constant(bias.reshape(shape), "bias"));
    }

    /// <summary>Normalizes each channel of each sample by its own statistics.</summary>
    /// <param name="input">(N, C, ...).</param>
    /// <param name="weight">The factor of each channel; null for 1.</param>
    /// <param name="bias">The shift of each channel; null for 0.</param>
    /// <param name="eps">What is added to variances.</param>
    public static GraphValue ByInstance(GraphValue input, Tensor? weight, Tensor? bias, double eps) => input.Node(
        "InstanceNormalization",
        [Factor(input, weight, input.Type.Shape[1]), Shift(input, bias, input.Type.Shape[1])],
        new GraphAttributeCollection { { "epsilon", eps } });

    /// <summary>Normalizes groups of channels of each sample by their own statistics.</summary>
    /// <param name="input">(N, C, ...).</param>
    /// <param name="groups">How many groups.</param>
    /// <param name="weight">The factor of each channel; null for 1.</param>
    /// <param name="bias">The shift of each channel; null for 0.</param>
    /// <param name="eps">What is added to variances.</param>
    public static GraphValue ByGroup(GraphValue input, long groups, Tensor? weight, Tensor? bias, double eps) => input.Node(
        "GroupNormalization",
        [Factor(input, weight, input.Type.Shape[1]), Shift(input, bias, input.Type.Shape[1])],
        new GraphAttributeCollection { { "num_groups", groups }, { "epsilon", eps } });

    /// <summary>Normalizes the last axes by their statistics.</summary>
    /// <param name="input">The value.</param>
    /// <param name="shape">The extents of the axes.</param>
    /// <param name="weight">The factor of each element; null for 1.</param>
    /// <param name="bias">The shift of each element; null for 0.</param>
    /// <param name="eps">What is added to variances.</param>
    public static GraphValue ByLayer(GraphValue input, long[] shape, Tensor? weight, Tensor? bias, double eps) => input.Node(
        "LayerNormalization",
        [input.Constant(weight ?? ones(shape), "weight"), input.ConstantIfAny(bias, "bias")],
        new GraphAttributeCollection { { "axis", (long)-shape.Length }, { "epsilon", eps } });

    /// <summary>Divides by a power of the mean square of neighbouring channels: x / (k + alpha mean)^beta.</summary>
    /// <param name="input">(N, C, ...).</param>
    /// <param name="size">How many channels.</param>
    /// <param name="alpha">alpha.</param>
    /// <param name="beta">beta.</param>
    /// <param name="k">k.</param>
    public static GraphValue ByNeighbours(GraphValue input, long size, double alpha, double beta, double k)
    {
        // ONNX has an operation for it, which divides even sizes otherwise and in runtimes takes images only.
        var shape = input.Type.Shape;
        var squares = input.Node("Mul", input).ToShape(shape[0], 1, shape[1], shape[2..].Aggregate(1L, static (count, extent) => count * extent));
        var means = squares.Node("AveragePool", new GraphAttributeCollection
        {
            { "kernel_shape", new[] { size, 1 } },
            { "strides", new[] { 1L, 1 } },
            { "pads", new[] { size / 2, 0, (size - 1) / 2, 0 } },
            { "count_include_pad", 1L },
        });
        var divisor = means.ToShape(shape).Node("Mul", input.Scalar(alpha)).Node("Add", input.Scalar(k)).Node("Pow", input.Scalar(beta));
        return input.Node("Div", divisor);
    }

    private static GraphValue Factor(GraphValue near, Tensor? weight, long channels) => near.Constant(weight ?? ones(channels), "weight");

    private static GraphValue Shift(GraphValue near, Tensor? bias, long channels) => near.Constant(bias ?? zeros(channels), "bias");
}
