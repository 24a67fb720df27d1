using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>The unit that most networks are made of: convolution, BatchNorm, activation, named 0, 1 and 2 as in torchvision.</summary>
internal static class ConvNormActivation
{
    /// <summary>Makes a unit that keeps height and width, save for the stride.</summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="outChannels">Channels of the output.</param>
    /// <param name="kernel">Height and width of the kernel, an odd number.</param>
    /// <param name="stride">Stride of the convolution.</param>
    /// <param name="groups">Groups of the convolution.</param>
    /// <param name="activation">Makes the activation; null for a ReLU6.</param>
    /// <param name="norm">Makes the BatchNorm for a number of channels; null for torch's defaults.</param>
    public static Sequential Create(
        long inChannels,
        long outChannels,
        long kernel,
        long stride = 1,
        long groups = 1,
        Func<Module<Tensor, Tensor>>? activation = null,
        Func<long, BatchNorm2d>? norm = null) =>
        CreateLinear(inChannels, outChannels, kernel, stride, groups, norm).append((activation ?? Activations.ReLU6)());

    /// <summary>Makes a unit without activation.</summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="outChannels">Channels of the output.</param>
    /// <param name="kernel">Height and width of the kernel, an odd number.</param>
    /// <param name="stride">Stride of the convolution.</param>
    /// <param name="groups">Groups of the convolution.</param>
    /// <param name="norm">Makes the BatchNorm for a number of channels; null for torch's defaults.</param>
    public static Sequential CreateLinear(
        long inChannels, long outChannels, long kernel, long stride = 1, long groups = 1, Func<long, BatchNorm2d>? norm = null) =>
        Sequential(
            Conv2d(inChannels, outChannels, kernel, stride: stride, padding: (kernel - 1) / 2, groups: groups, bias: false),
            norm is null ? BatchNorm2d(outChannels) : norm(outChannels));
}
