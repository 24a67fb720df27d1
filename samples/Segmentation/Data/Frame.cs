using SampleKit.Imaging;

namespace Segmentation.Data;

/// <summary>
/// Puts a picture into a network's input. One that is larger is made smaller, its proportions kept; one that is not is left as it is. It
/// lies in the upper left corner; the rest is void, and of the mean colour, which is 0 in a normalized input.
/// </summary>
internal static class Frame
{
    /// <summary>How large a picture comes to lie in an input.</summary>
    public static PictureSize Fit(PictureSize picture, PictureSize input)
    {
        var scale = Math.Min(1, Math.Min((double)input.Width / picture.Width, (double)input.Height / picture.Height));
        return new PictureSize(Scaled(picture.Width, input.Width), Scaled(picture.Height, input.Height));

        int Scaled(int side, int most) => Math.Clamp((int)Math.Round(side * scale, MidpointRounding.AwayFromZero), 1, most);
    }

    /// <summary>Makes picture and mask as large as they are in the input.</summary>
    public static SegmentationSample Resize(SegmentationSample sample, PictureSize input)
    {
        var size = Fit(new PictureSize(sample.Picture.Width, sample.Picture.Height), input);
        return new SegmentationSample(
            Resizing.Bilinear(sample.Picture, size.Width, size.Height), Resizing.Nearest(sample.Mask, size.Width, size.Height));
    }
}
