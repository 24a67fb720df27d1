using QuantGen.Modules;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>A convolution that quantizes its input and its weight to few levels: what 1, 2 and 3 dimensions have in common.</summary>
/// <remarks>
/// Padding comes before quantization, so that its zeros become levels, unless <see cref="LowBitLayer.PadsAfterQuantization"/>. Where zero is a level
/// and no statistics are taken of the input, both are the same, and the convolution pads by itself.
/// </remarks>
public abstract class LowBitConvolution : LowBitLayer
{
    private readonly long[] _paddingWidths;

    private protected LowBitConvolution(string name, Convolution layer, LowBitOptions options)
        : base(name, Checked(layer).weight, layer.bias, new OutputsFirst(layer.in_channels, layer.out_channels, layer.groups, Transposed: false), layer.kernel_size.Length, options)
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

    // Another filling has to be there before the convolution in any case, so that only zeros can be left to it.
    private bool PadsFirst => InputQuantizer is { Enabled: true } quantizer
        && !PadsAfterQuantization
        && Array.Exists(_paddingWidths, static width => width > 0)
        && (padding_mode != PaddingModes.Zeros || !ZeroLevel.IsNeutral(quantizer));

    /// <inheritdoc/>
    private protected sealed override Tensor Padded(Tensor input) => PadsFirst ? Pad(input) : input;

    /// <inheritdoc/>
    private protected sealed override Tensor Apply(Tensor input, Tensor weight)
    {
        if (PadsFirst)
            return Convolve(QuantizeInput(Pad(input)), weight, bias, new long[kernel_size.Length]);

        var quantized = QuantizeInput(input, isPrivate: padding is not null && padding_mode == PaddingModes.Zeros);
        if (padding_mode != PaddingModes.Zeros)
            return Convolve(Pad(quantized), weight, bias, new long[kernel_size.Length]);

        return padding is { } widths ? Convolve(quantized, weight, bias, widths) : Convolve(quantized, weight, bias, padding_type!.Value);
    }

    /// <summary>The convolution with padding by widths.</summary>
    private protected abstract Tensor Convolve(Tensor input, Tensor weight, Tensor? bias, long[] padding);

    /// <summary>The convolution with padding by name.</summary>
    private protected abstract Tensor Convolve(Tensor input, Tensor weight, Tensor? bias, Padding padding);

    private Tensor Pad(Tensor input) => padding_mode == PaddingModes.Zeros
        ? nn.functional.pad(input, _paddingWidths)
        : nn.functional.pad(input, _paddingWidths, padding_mode);

    private static Convolution Checked(Convolution layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return layer;
    }
}
