namespace QuantGen.Samples.Tests.Segmentation.Images;

/// <summary>A picture, and what torch makes of it in another size.</summary>
internal sealed record ResizedImage(int Width, int Height, int ToWidth, int ToHeight, int[] Pixels, int[] Bilinear, int[] Nearest);
