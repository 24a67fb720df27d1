using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>The unit that MobileNets are made of: convolution, BatchNorm, ReLU6, named 0, 1 and 2 as in torchvision.</summary>
internal static class ConvNormActivation
{
    public static Sequential Create(long inChannels, long outChannels, long kernel, long stride = 1, long groups = 1) =>
        Sequential(
            Conv2d(inChannels, outChannels, kernel, stride: stride, padding: (kernel - 1) / 2, groups: groups, bias: false),
            BatchNorm2d(outChannels),
            ReLU6(inplace: true));
}
