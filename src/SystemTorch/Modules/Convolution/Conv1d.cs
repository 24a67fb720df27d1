using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The convolution of a sequence: (N, C, L) or without N.</summary>
public sealed class Conv1d : Convolution
{
    private static readonly Operator ByWidths = new("aten::conv1d");
    private static readonly Operator ByName = new("aten::conv1d", "padding");

    internal Conv1d(
        long in_channels,
        long out_channels,
        long kernel_size,
        long stride,
        long? padding,
        Padding? padding_type,
        long dilation,
        long groups = 1,
        bool bias = true,
        PaddingModes padding_mode = PaddingModes.Zeros,
        Device? device = null,
        ScalarType? dtype = null)
        : base(
            nameof(Conv1d), in_channels, out_channels, [kernel_size], [stride], padding is { } width ? [width] : null, padding_type,
            [dilation], transposed: false, new long[1], groups, bias, padding_mode, device, dtype)
    {
    }

    public override Tensor forward(Tensor input) => Convolve(input, ByWidths, ByName);
}
