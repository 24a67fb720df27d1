namespace SampleKit.Imaging;

/// <summary>The formats that are read.</summary>
internal enum ImageKind
{
    Png,
    Jpeg,
}
