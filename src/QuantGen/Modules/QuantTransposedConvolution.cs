using QuantGen.Quantizers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <summary>A transposed convolution that quantizes its input and its weight: what 1, 2 and 3 dimensions have in common.</summary>
/// <remarks>
/// Its weight has the shape [in, out / groups, kernel...]: output channels lie on axis 1, and a range there is shared by the channels
/// of the same
/// number in all groups, as in pytorch-quantization 2.2.1.
/// </remarks>
public abstract class QuantTransposedConvolution : QuantWeightedLayer
{
    private protected QuantTransposedConvolution(string name, ConvolutionTranspose layer, QuantDescriptor? input, QuantDescriptor? weight)
        : base(name, layer.weight, layer.bias, input, weight ?? QuantDescriptor.Int8ConvTransposeWeightPerChannel)
    {
        in_channels = layer.in_channels;
        out_channels = layer.out_channels;
        kernel_size = [.. layer.kernel_size];
        stride = [.. layer.stride];
        padding = [.. layer.padding!];
        output_padding = [.. layer.output_padding];
        dilation = [.. layer.dilation];
        groups = layer.groups;
        Complete(layer);
    }

    /// <summary>The number of input channels.</summary>
    public long in_channels { get; }

    /// <summary>The number of output channels.</summary>
    public long out_channels { get; }

    /// <summary>The extent of the kernel in each dimension.</summary>
    public long[] kernel_size { get; }

    /// <summary>The step in each dimension.</summary>
    public long[] stride { get; }

    /// <summary>What is cut off both sides of each dimension of the output.</summary>
    public long[] padding { get; }

    /// <summary>What is added to one side of each dimension of the output.</summary>
    public long[] output_padding { get; }

    /// <summary>The distance between kernel elements in each dimension.</summary>
    public long[] dilation { get; }

    /// <summary>The number of groups of channels that are convolved apart.</summary>
    public long groups { get; }

    /// <inheritdoc/>
    private protected sealed override long Outputs => out_channels;

    /// <inheritdoc/>
    internal sealed override int OutputAxis => 1;

    /// <inheritdoc/>
    private protected sealed override bool MakesFreshGradients => true;

    /// <summary>Quantizes the input and applies the layer so that the output has a given size, where the stride leaves a choice.</summary>
    /// <param name="input">What the float layer takes: (N, C, ...) or (C, ...).</param>
    /// <param name="output_size">The extents of the output, with or without those before the spatial ones; null for the smallest.</param>
    /// <returns>What the float layer returns for the quantized input.</returns>
    /// <exception cref="ArgumentException">The size has the wrong number of extents, or cannot be had.</exception>
    public Tensor forward(Tensor input, long[]? output_size)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (output_size is null)
            return forward(input);

        using var scope = NewDisposeScope();
        var (quantized, added) = (InputQuantizer.Pass(input, MakesFreshGradients), OutputSize.Padding(GetName(), input.shape, output_size, kernel_size, stride, padding, dilation));
        return Observed(Apply(quantized, InputQuantizer, (weight, bias) => Convolve(quantized, weight, bias, added))).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    private protected sealed override Tensor Compute(Tensor input, Tensor weight, Tensor? bias) =>
        Convolve(input, weight, bias, output_padding);

    /// <inheritdoc/>
    internal sealed override Tensor Align(Tensor perOutput)
    {
        long[] kernel = [.. Enumerable.Repeat(1L, kernel_size.Length)];
        if (groups == 1)
            return perOutput.reshape([1, out_channels, .. kernel]);

        // Rows of the weight are input channels, group by group; each sees only the outputs of its group.
        return perOutput.reshape(groups, 1, out_channels / groups)
            .expand(groups, in_channels / groups, out_channels / groups)
            .reshape([in_channels, out_channels / groups, .. kernel]);
    }

    /// <summary>The transposed convolution.</summary>
    private protected abstract Tensor Convolve(Tensor input, Tensor weight, Tensor? bias, long[] outputPadding);
}
