namespace TorchSharp;

public static partial class torch
{
    /// <summary>How <see cref="Modules.Upsample"/> makes the elements in between.</summary>
    public enum UpsampleMode
    {
        Nearest = 0,
        Linear = 1,
        Bilinear = 2,
        Bicubic = 3,
        Trilinear = 4,
    }
}
