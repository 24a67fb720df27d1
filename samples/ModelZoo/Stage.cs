using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>The stages of a ResNet: rows of residual blocks at one resolution.</summary>
internal static class Stage
{
    /// <summary>Makes a stage of which the first block carries the stride and, where shapes change, a projection on the skip path.</summary>
    /// <param name="block">The kind of block.</param>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="channels">Channels inside a block, before its expansion.</param>
    /// <param name="blocks">How many blocks.</param>
    /// <param name="stride">Stride of the first block.</param>
    public static Sequential Create(ResidualBlock block, long inChannels, long channels, int blocks, long stride = 1)
    {
        var outChannels = OutChannels(block, channels);
        var downsample = stride == 1 && inChannels == outChannels
            ? null
            : Sequential(Conv2d(inChannels, outChannels, 1, stride: stride, bias: false), BatchNorm2d(outChannels));

        var row = new Module<Tensor, Tensor>[blocks];
        row[0] = CreateBlock(block, inChannels, channels, stride, downsample);
        for (var i = 1; i < blocks; i++)
            row[i] = CreateBlock(block, outChannels, channels, stride: 1, downsample: null);

        return Sequential(row);
    }

    /// <summary>Channels that a block of the given width puts out.</summary>
    public static long OutChannels(ResidualBlock block, long channels) =>
        block == ResidualBlock.Bottleneck ? channels * Bottleneck.Expansion : channels;

    private static Module<Tensor, Tensor> CreateBlock(
        ResidualBlock block, long inChannels, long channels, long stride, Module<Tensor, Tensor>? downsample) =>
        block == ResidualBlock.Bottleneck
            ? new Bottleneck(inChannels, channels, stride, downsample)
            : new BasicBlock(inChannels, channels, stride, downsample);
}
