namespace ModelZoo;

/// <summary>A convolution of a block, which keeps height and width save for the stride, and has no bias.</summary>
/// <param name="InChannels">Channels of the input.</param>
/// <param name="OutChannels">Channels of the output.</param>
/// <param name="Kernel">Height and width of the kernel, an odd number.</param>
/// <param name="Stride">The stride.</param>
/// <param name="Groups">Groups; as many as channels for a depthwise convolution.</param>
internal sealed record ConvolutionShape(long InChannels, long OutChannels, long Kernel = 3, long Stride = 1, long Groups = 1)
{
    /// <summary>Whether no activation belongs to it: the narrow ends of MobileNetV2's blocks.</summary>
    public bool IsLinear { get; init; }

    /// <summary>What keeps it in float; null where nothing but its place in the network does.</summary>
    public FloatConvolutions? Kind => Groups > 1 ? FloatConvolutions.Depthwise : Kernel == 1 ? FloatConvolutions.Pointwise : null;

    /// <summary>A depthwise convolution.</summary>
    public static ConvolutionShape Depthwise(long channels, long stride) => new(channels, channels, Stride: stride, Groups: channels);

    /// <summary>A 1x1 convolution.</summary>
    public static ConvolutionShape Pointwise(long inChannels, long outChannels) => new(inChannels, outChannels, Kernel: 1);
}
