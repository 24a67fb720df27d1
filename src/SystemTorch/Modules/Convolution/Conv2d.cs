using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The convolution of an image: (N, C, H, W) or without N.</summary>
public sealed class Conv2d : Convolution
{
    private static readonly Operator ByWidths = new("aten::conv2d");
    private static readonly Operator ByName = new("aten::conv2d", "padding");

    internal Conv2d(
        long in_channels,
        long out_channels,
        (long, long) kernel_size,
        (long, long) stride,
        (long, long)? padding,
        Padding? padding_type,
        (long, long) dilation,
        long groups = 1,
        bool bias = true,
        PaddingModes padding_mode = PaddingModes.Zeros,
        Device? device = null,
        ScalarType? dtype = null)
        : base(
            nameof(Conv2d), in_channels, out_channels, Sizes.Array(kernel_size), Sizes.Array(stride), Sizes.Array(padding), padding_type,
            Sizes.Array(dilation), transposed: false, new long[2], groups, bias, padding_mode, device, dtype)
    {
    }

    public override Tensor forward(Tensor input) => Convolve(input, ByWidths, ByName);
}
