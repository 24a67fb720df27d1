using QuantGen.Modules;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>A convolution with a weight and a bias of power-of-two scales: what 1, 2 and 3 dimensions have in common.</summary>
public abstract class PowerOfTwoConvolution : PowerOfTwoLayer
{
    private readonly long[] _paddingWidths;

    private protected PowerOfTwoConvolution(string name, Convolution layer, PowerOfTwoOptions? options, int weightBits)
        : base(name, layer.weight, layer.bias, Channels(layer), options, weightBits)
    {
        in_channels = layer.in_channels;
        out_channels = layer.out_channels;
        kernel_size = [.. layer.kernel_size];
        stride = [.. layer.stride];
        padding = layer.padding is null ? null : [.. layer.padding];
        padding_type = layer.padding_type;
        dilation = [.. layer.dilation];
        groups = layer.groups;
        padding_mode = layer.padding_mode;
        _paddingWidths = PaddingWidths.Of(layer);
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

    /// <summary>The padding on both sides of each dimension, or null where <see cref="padding_type"/> says it.</summary>
    public long[]? padding { get; }

    /// <summary>The padding by name, or null where <see cref="padding"/> says it.</summary>
    public Padding? padding_type { get; }

    /// <summary>The distance between kernel elements in each dimension.</summary>
    public long[] dilation { get; }

    /// <summary>The number of groups of channels that are convolved apart.</summary>
    public long groups { get; }

    /// <summary>What padding is filled with.</summary>
    public PaddingModes padding_mode { get; }

    /// <inheritdoc/>
    private protected sealed override Tensor Compute(Tensor input, Tensor weight, Tensor? bias)
    {
        if (padding_mode != PaddingModes.Zeros)
            return Convolve(nn.functional.pad(input, _paddingWidths, padding_mode), weight, bias, new long[kernel_size.Length]);

        return padding is { } widths ? Convolve(input, weight, bias, widths) : Convolve(input, weight, bias, padding_type!.Value);
    }

    /// <summary>The convolution with padding by widths.</summary>
    private protected abstract Tensor Convolve(Tensor input, Tensor weight, Tensor? bias, long[] padding);

    /// <summary>The convolution with padding by name.</summary>
    private protected abstract Tensor Convolve(Tensor input, Tensor weight, Tensor? bias, Padding padding);

    private static WeightLayout Channels(Convolution layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return new WeightLayout(layer.in_channels, layer.out_channels, layer.groups, Transposed: false);
    }
}
