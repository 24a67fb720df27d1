using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>A three-dimensional convolution that quantizes its input and its weight to few levels.</summary>
public sealed class LowBitConv3d : LowBitConvolution
{
    /// <summary>Takes over a float layer, whose parameters are copied.</summary>
    /// <param name="layer">The float layer, which stays as it is.</param>
    /// <param name="options">How each side is quantized. A side that is null, or of <see cref="LowBitAlgorithm.None"/>, stays in float.</param>
    /// <exception cref="ArgumentException">An option is set that the algorithm does not look at.</exception>
    /// <exception cref="QuantizationException">An algorithm has no such side, number of levels or groups.</exception>
    public LowBitConv3d(Conv3d layer, LowBitOptions options)
        : base(nameof(LowBitConv3d), layer, options)
    {
    }

    /// <inheritdoc/>
    private protected override Tensor Convolve(Tensor input, Tensor weight, Tensor? bias, long[] padding) =>
        nn.functional.conv3d(input, weight, bias, stride, padding, dilation, groups);

    /// <inheritdoc/>
    private protected override Tensor Convolve(Tensor input, Tensor weight, Tensor? bias, Padding padding) =>
        nn.functional.conv3d_padding(input, weight, bias, stride, padding, dilation, groups);
}
