using QuantGen.Modules;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>A transposed convolution that quantizes its input and its weight to few levels: what 1, 2 and 3 dimensions have in common.</summary>
/// <remarks>
/// Its weight has the shape [in, out / groups, kernel...]. What a quantizer has for each output channel, it has for those of all groups apart.
/// Padding cuts off the output here, so that there are no zeros to quantize.
/// </remarks>
public abstract class LowBitTransposedConvolution : LowBitLayer
{
    private protected LowBitTransposedConvolution(string name, ConvolutionTranspose layer, LowBitOptions options)
        : base(name, Checked(layer).weight, layer.bias, new OutputsFirst(layer.in_channels, layer.out_channels, layer.groups, Transposed: true), layer.kernel_size.Length, options)
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

    /// <summary>Quantizes and applies the layer so that the output has a given size, where the stride leaves a choice.</summary>
    /// <param name="input">What the float layer takes: (N, C, ...) or (C, ...).</param>
    /// <param name="output_size">The extents of the output, with or without those before the spatial ones; null for the smallest.</param>
    /// <returns>What the float layer returns for the quantized input and weight, quantized if the options ask for that.</returns>
    /// <exception cref="ArgumentException">The size has the wrong number of extents, or cannot be had.</exception>
    public Tensor forward(Tensor input, long[]? output_size)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (output_size is null)
            return forward(input);

        var added = OutputSize.Padding(GetName(), input.shape, output_size, kernel_size, stride, padding, dilation);
        return Run(() => Convolve(QuantizeInput(input), OwnWeight(), bias, added));
    }

    /// <inheritdoc/>
    private protected sealed override Tensor Apply(Tensor input, Tensor weight) => Convolve(QuantizeInput(input), weight, bias, output_padding);

    /// <summary>The transposed convolution.</summary>
    private protected abstract Tensor Convolve(Tensor input, Tensor weight, Tensor? bias, long[] outputPadding);

    private static ConvolutionTranspose Checked(ConvolutionTranspose layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return layer;
    }
}
