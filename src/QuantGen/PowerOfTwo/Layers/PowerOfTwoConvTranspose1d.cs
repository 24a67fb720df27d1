using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>A one-dimensional transposed convolution with a weight and a bias of power-of-two scales.</summary>
public sealed class PowerOfTwoConvTranspose1d : PowerOfTwoTransposedConvolution
{
    /// <summary>Takes over a float layer, whose parameters are copied.</summary>
    /// <param name="layer">The float layer, which stays as it is.</param>
    /// <param name="options">How weight and bias are quantized; null for the defaults, one range for the weight among them.</param>
    /// <param name="weightBits">The bit width of the weight, 1 to 16.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bit width is not in 1..16.</exception>
    /// <exception cref="QuantizationException">The weight has a range for each channel, and the bias mode needs one for all.</exception>
    public PowerOfTwoConvTranspose1d(ConvTranspose1d layer, PowerOfTwoOptions? options = null, int weightBits = 8)
        : base(nameof(PowerOfTwoConvTranspose1d), layer, options, weightBits)
    {
    }

    /// <inheritdoc/>
    private protected override Tensor Convolve(Tensor input, Tensor weight, Tensor? bias, long[] outputPadding) =>
        nn.functional.conv_transpose1d(input, weight, bias, stride[0], padding[0], outputPadding[0], dilation[0], groups);
}
