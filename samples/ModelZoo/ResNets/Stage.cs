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
    /// <param name="width">How wide the 3x3 convolutions of <see cref="Bottleneck"/>s are.</param>
    public static Sequential Create(
        ResidualBlock block, long inChannels, long channels, int blocks, long stride = 1, BottleneckWidth? width = null)
    {
        var outChannels = OutChannels(block, channels);
        var downsample = stride == 1 && inChannels == outChannels
            ? null
            : Sequential(Conv2d(inChannels, outChannels, 1, stride: stride, bias: false), BatchNorm2d(outChannels));

        var row = new Module<Tensor, Tensor>[blocks];
        row[0] = CreateBlock(block, inChannels, channels, stride, downsample, width);
        for (var i = 1; i < blocks; i++)
            row[i] = CreateBlock(block, outChannels, channels, stride: 1, downsample: null, width);

        return Sequential(row);
    }

    /// <summary>
    /// Makes a stage of <see cref="Bottleneck"/>s that is dilated where <see cref="Create"/> halves the picture; the first block projects its
    /// skip path.
    /// </summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="channels">Channels inside a block, before its expansion.</param>
    /// <param name="blocks">How many blocks.</param>
    /// <param name="firstDilation">Dilation of the first block: that of the stage before.</param>
    /// <param name="dilation">Dilation of the others.</param>
    public static Sequential CreateDilated(long inChannels, long channels, int blocks, long firstDilation, long dilation)
    {
        var outChannels = OutChannels(ResidualBlock.Bottleneck, channels);
        var downsample = Sequential(Conv2d(inChannels, outChannels, 1, bias: false), BatchNorm2d(outChannels));
        var row = Sequential(new Bottleneck(inChannels, channels, downsample: downsample, dilation: firstDilation));
        for (var i = 1; i < blocks; i++)
            row.append(new Bottleneck(outChannels, channels, dilation: dilation));

        return row;
    }

    /// <summary>Channels that a block of the given width puts out.</summary>
    public static long OutChannels(ResidualBlock block, long channels) =>
        block == ResidualBlock.Bottleneck ? channels * Bottleneck.Expansion : channels;

    private static Module<Tensor, Tensor> CreateBlock(
        ResidualBlock block, long inChannels, long channels, long stride, Module<Tensor, Tensor>? downsample, BottleneckWidth? width) =>
        block == ResidualBlock.Bottleneck
            ? new Bottleneck(inChannels, channels, stride, downsample, width: width)
            : new BasicBlock(inChannels, channels, stride, downsample);
}
