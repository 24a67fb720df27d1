using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// The layers of the "lite" networks: every 3x3 convolution is a depthwise one and a 1x1 one, every activation ReLU, so that an 8-bit
/// accelerator with power-of-two ranges runs them well.
/// </summary>
internal static class LiteLayers
{
    /// <summary>A 1x1 convolution with BatchNorm and ReLU.</summary>
    public static Sequential Pointwise(long inChannels, long outChannels) =>
        Sequential(Conv2d(inChannels, outChannels, 1, bias: false), BatchNorm2d(outChannels), ReLU(inplace: true));

    /// <summary>A 3x3 depthwise and a 1x1 convolution, each with BatchNorm and ReLU.</summary>
    public static Sequential Separable(long inChannels, long outChannels, long dilation = 1) =>
        Sequential(
            Conv2d(inChannels, inChannels, 3, padding: dilation, dilation: dilation, groups: inChannels, bias: false),
            BatchNorm2d(inChannels),
            ReLU(inplace: true),
            Conv2d(inChannels, outChannels, 1, bias: false),
            BatchNorm2d(outChannels),
            ReLU(inplace: true));

    /// <summary>The scores of each place: a 3x3 depthwise convolution with BatchNorm, and a 1x1 one.</summary>
    public static Sequential Scores(long channels, long classes) =>
        Sequential(
            Conv2d(channels, channels, 3, padding: 1, groups: channels, bias: false),
            BatchNorm2d(channels),
            Conv2d(channels, classes, 1));
}
