namespace QuantGen.Samples.Tests.Segmentation.Images;

/// <summary>A file of Pillow's, and what Pillow reads from it.</summary>
internal sealed record EncodedImage(string Name, int Width, int Height, byte[] File, int[] Rgb, int[]? Labels);
