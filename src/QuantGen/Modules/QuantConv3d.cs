using QuantGen.Quantizers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <summary>A three-dimensional convolution that quantizes its input and its weight.</summary>
public sealed class QuantConv3d : QuantConvolution
{
    /// <summary>Takes over a float layer, whose parameters are copied.</summary>
    /// <param name="layer">The float layer, which stays as it is.</param>
    /// <param name="input">How the input is quantized; null for signed 8 bit with one range.</param>
    /// <param name="weight">How the weight is quantized; null for signed 8 bit with a range for each output channel.</param>
    /// <exception cref="ArgumentException">A descriptor asks for integer levels.</exception>
    public QuantConv3d(Conv3d layer, QuantDescriptor? input = null, QuantDescriptor? weight = null)
        : base(nameof(QuantConv3d), layer, input, weight ?? QuantDescriptor.Int8ConvWeightPerChannel)
    {
    }

    /// <inheritdoc/>
    private protected override Tensor Convolve(Tensor input, Tensor weight, Tensor? bias, long[] padding) =>
        nn.functional.conv3d(input, weight, bias, stride, padding, dilation, groups);

    /// <inheritdoc/>
    private protected override Tensor Convolve(Tensor input, Tensor weight, Tensor? bias, Padding padding) =>
        nn.functional.conv3d_padding(input, weight, bias, stride, padding, dilation, groups);
}
