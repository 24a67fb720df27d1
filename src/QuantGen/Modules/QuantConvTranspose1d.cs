using QuantGen.Quantizers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <summary>A one-dimensional transposed convolution that quantizes its input and its weight.</summary>
public sealed class QuantConvTranspose1d : QuantTransposedConvolution
{
    /// <summary>Takes over a float layer, whose parameters are copied.</summary>
    /// <param name="layer">The float layer, which stays as it is.</param>
    /// <param name="input">How the input is quantized; null for signed 8 bit with one range.</param>
    /// <param name="weight">How the weight is quantized; null for signed 8 bit with a range for each output channel.</param>
    /// <exception cref="ArgumentException">A descriptor asks for integer levels.</exception>
    public QuantConvTranspose1d(ConvTranspose1d layer, QuantDescriptor? input = null, QuantDescriptor? weight = null)
        : base(nameof(QuantConvTranspose1d), layer, input, weight)
    {
    }

    /// <inheritdoc/>
    private protected override Tensor Convolve(Tensor input, Tensor weight, Tensor? bias, long[] outputPadding) =>
        nn.functional.conv_transpose1d(input, weight, bias, stride[0], padding[0], outputPadding[0], dilation[0], groups);
}
