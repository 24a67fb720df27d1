using static TorchSharp.torch;

namespace Segmentation.Data;

/// <summary>Pictures ready for a network, with the class of each pixel, still outside of torch.</summary>
/// <param name="Pixels">Normalized values: red, green, blue of each pixel, row by row, picture by picture.</param>
/// <param name="Labels">The class of each pixel, or <see cref="LabelTable.Void"/>.</param>
/// <param name="Count">How many pictures.</param>
/// <param name="Size">The size of each.</param>
internal sealed record SegmentationBatch(float[] Pixels, long[] Labels, int Count, PictureSize Size)
{
    /// <summary>The pictures as a tensor of N x 3 x H x W in channels-last memory, which the convolutions of the CPU are faster in.</summary>
    public Tensor Images()
    {
        using var rows = tensor(Pixels, [Count, Size.Height, Size.Width, SampleKit.Imaging.Picture.Channels]);
        return rows.permute(0, 3, 1, 2);
    }

    /// <summary>The classes as a tensor of N x H x W.</summary>
    public Tensor Targets() => tensor(Labels, [Count, Size.Height, Size.Width]);
}
