namespace Segmentation.Data;

/// <summary>A picture and the mask that belongs to it.</summary>
/// <param name="Picture">The picture's file.</param>
/// <param name="Mask">The mask's file.</param>
internal sealed record PicturePair(string Picture, string Mask);
