using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The convolution of a volume: (N, C, D, H, W) or without N.</summary>
public sealed class Conv3d : Convolution
{
    private static readonly Operator ByWidths = new("aten::conv3d");
    private static readonly Operator ByName = new("aten::conv3d", "padding");

    internal Conv3d(
        long in_channels,
        long out_channels,
        (long, long, long) kernel_size,
        (long, long, long) stride,
        (long, long, long)? padding,
        Padding? padding_type,
        (long, long, long) dilation,
        long groups = 1,
        bool bias = true,
        PaddingModes padding_mode = PaddingModes.Zeros,
        Device? device = null,
        ScalarType? dtype = null)
        : base(
            nameof(Conv3d), in_channels, out_channels, Sizes.Array(kernel_size), Sizes.Array(stride), Sizes.Array(padding), padding_type,
            Sizes.Array(dilation), transposed: false, new long[3], groups, bias, padding_mode, device, dtype)
    {
    }

    public override Tensor forward(Tensor input) => Convolve(input, ByWidths, ByName);
}
