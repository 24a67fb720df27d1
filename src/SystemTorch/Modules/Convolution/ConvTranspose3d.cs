using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The transposed convolution of a volume: the gradient of <see cref="Conv3d"/> with respect to its input.</summary>
public sealed class ConvTranspose3d : ConvolutionTranspose
{
    private static readonly Operator Transposed = new("aten::conv_transpose3d", "input");

    internal ConvTranspose3d(
        long in_channels,
        long out_channels,
        (long, long, long) kernel_size,
        (long, long, long) stride,
        (long, long, long) padding,
        (long, long, long) dilation,
        (long, long, long) output_padding,
        long groups = 1,
        bool bias = true,
        PaddingModes padding_mode = PaddingModes.Zeros,
        Device? device = null,
        ScalarType? dtype = null)
        : base(
            nameof(ConvTranspose3d), in_channels, out_channels, Sizes.Array(kernel_size), Sizes.Array(stride), Sizes.Array(padding), null,
            Sizes.Array(dilation), transposed: true, Sizes.Array(output_padding), groups, bias, padding_mode, device, dtype)
    {
    }

    public override Tensor forward(Tensor input, long[]? output_size) => Convolve(input, output_size, Transposed);
}
