using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>A one-dimensional transposed convolution that quantizes its input and its weight to few levels.</summary>
public sealed class LowBitConvTranspose1d : LowBitTransposedConvolution
{
    /// <summary>Takes over a float layer, whose parameters are copied.</summary>
    /// <param name="layer">The float layer, which stays as it is.</param>
    /// <param name="options">How each side is quantized. A side that is null, or of <see cref="LowBitAlgorithm.None"/>, stays in float.</param>
    /// <exception cref="ArgumentException">An option is set that the algorithm does not look at.</exception>
    /// <exception cref="QuantizationException">An algorithm has no such side, number of levels or groups.</exception>
    public LowBitConvTranspose1d(ConvTranspose1d layer, LowBitOptions options)
        : base(nameof(LowBitConvTranspose1d), layer, options)
    {
    }

    /// <inheritdoc/>
    private protected override Tensor Convolve(Tensor input, Tensor weight, Tensor? bias, long[] outputPadding) =>
        nn.functional.conv_transpose1d(input, weight, bias, stride[0], padding[0], outputPadding[0], dilation[0], groups);
}
