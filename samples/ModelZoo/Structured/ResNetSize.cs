namespace ModelZoo;

/// <summary>The size of a ResNet (He et al. 2016, table 1 and section 4.2).</summary>
/// <param name="Block">The kind of its blocks.</param>
/// <param name="Stages">How many blocks each stage has; each has twice the channels of the one before.</param>
/// <param name="Width">Channels of the first stage.</param>
/// <param name="IsForSmallPictures">Whether it starts with a 3x3 convolution for pictures of 32x32, and not with one of 7x7 and a pool.</param>
public sealed record ResNetSize(ResidualBlock Block, IReadOnlyList<int> Stages, long Width, bool IsForSmallPictures)
{
    /// <summary>For pictures of 32x32: 6n+2 layers in three stages, from 16 channels on.</summary>
    /// <param name="depth">The number of layers: 20, 32, 44, 56 or another 6n+2.</param>
    /// <exception cref="ArgumentOutOfRangeException">The depth is not 6n+2.</exception>
    public static ResNetSize Cifar(int depth)
    {
        if (depth < 8 || (depth - 2) % 6 != 0)
            throw new ArgumentOutOfRangeException(nameof(depth), depth, "The depth of a ResNet for CIFAR is 6n+2, such as 20, 32 or 44.");

        var blocks = (depth - 2) / 6;
        return new ResNetSize(ResidualBlock.Basic, [blocks, blocks, blocks], 16, IsForSmallPictures: true);
    }

    /// <summary>For pictures of the size of ImageNet's: four stages, from 64 channels on.</summary>
    /// <param name="depth">The number of layers: 18, 34 or 50.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no ResNet of that depth here.</exception>
    public static ResNetSize ImageNet(int depth) => depth switch
    {
        18 => new(ResidualBlock.Basic, [2, 2, 2, 2], 64, IsForSmallPictures: false),
        34 => new(ResidualBlock.Basic, [3, 4, 6, 3], 64, IsForSmallPictures: false),
        50 => new(ResidualBlock.Bottleneck, [3, 4, 6, 3], 64, IsForSmallPictures: false),
        _ => throw new ArgumentOutOfRangeException(nameof(depth), depth, "There are ResNets of depth 18, 34 and 50 for ImageNet here."),
    };

    /// <summary>Layers with weights on the main path.</summary>
    public int Depth => (Stages.Sum() * (Block == ResidualBlock.Bottleneck ? 3 : 2)) + 2;
}
