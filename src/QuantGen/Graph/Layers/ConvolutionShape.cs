using QuantGen.Modules;
using QuantGen.PowerOfTwo;
using TorchSharp;
using TorchSharp.Modules;

namespace QuantGen.Graph;

/// <summary>How the window of a convolution moves.</summary>
internal sealed record ConvolutionShape
{
    /// <summary>The extent of the window in each dimension.</summary>
    public required long[] Kernel { get; init; }

    /// <summary>The step in each dimension.</summary>
    public required long[] Stride { get; init; }

    /// <summary>The distance between the elements of the window.</summary>
    public required long[] Dilation { get; init; }

    /// <summary>How many groups of channels are apart.</summary>
    public required long Groups { get; init; }

    /// <summary>The padding of both sides; null where <see cref="IsSame"/> says it.</summary>
    public long[]? Padding { get; init; }

    /// <summary>Whether, without <see cref="Padding"/>, the output has the extents of the input.</summary>
    public bool IsSame { get; init; }

    /// <summary>What the padding is filled with.</summary>
    public PaddingModes Mode { get; init; } = PaddingModes.Zeros;

    /// <summary>How many dimensions the window has.</summary>
    public int Dimensions => Kernel.Length;

    /// <summary>The padding in front and behind. Of an odd number the greater half is behind.</summary>
    public (long[] Before, long[] After) Widths
    {
        get
        {
            if (Padding is not null)
                return (Padding, Padding);

            var total = Kernel.Zip(Dilation, (kernel, dilation) => IsSame ? dilation * (kernel - 1) : 0).ToArray();
            return (Array.ConvertAll(total, static width => width / 2), Array.ConvertAll(total, static width => width - (width / 2)));
        }
    }

    /// <summary>That of a float layer.</summary>
    public static ConvolutionShape Of(Convolution layer) => new()
    {
        Kernel = layer.kernel_size,
        Stride = layer.stride,
        Dilation = layer.dilation,
        Groups = layer.groups,
        Padding = layer.padding,
        IsSame = layer.padding_type == TorchSharp.Padding.Same,
        Mode = layer.padding_mode,
    };

    /// <summary>That of a quantized layer.</summary>
    public static ConvolutionShape Of(QuantConvolution layer) => new()
    {
        Kernel = layer.kernel_size,
        Stride = layer.stride,
        Dilation = layer.dilation,
        Groups = layer.groups,
        Padding = layer.padding,
        IsSame = layer.padding_type == TorchSharp.Padding.Same,
        Mode = layer.padding_mode,
    };

    /// <summary>That of a layer with power-of-two scales.</summary>
    public static ConvolutionShape Of(PowerOfTwoConvolution layer) => new()
    {
        Kernel = layer.kernel_size,
        Stride = layer.stride,
        Dilation = layer.dilation,
        Groups = layer.groups,
        Padding = layer.padding,
        IsSame = layer.padding_type == TorchSharp.Padding.Same,
        Mode = layer.padding_mode,
    };

    /// <summary>That of a quantized transposed layer.</summary>
    public static ConvolutionShape Of(QuantTransposedConvolution layer) => new()
    {
        Kernel = layer.kernel_size,
        Stride = layer.stride,
        Dilation = layer.dilation,
        Groups = layer.groups,
        Padding = layer.padding,
    };

    /// <summary>That of a transposed layer with power-of-two scales.</summary>
    public static ConvolutionShape Of(PowerOfTwoTransposedConvolution layer) => new()
    {
        Kernel = layer.kernel_size,
        Stride = layer.stride,
        Dilation = layer.dilation,
        Groups = layer.groups,
        Padding = layer.padding,
    };
}
