using SampleKit.Imaging;
using Xunit;

namespace QuantGen.Samples.Tests.Segmentation.Support;

/// <summary>A test that reads or writes pictures, which needs libgd.</summary>
internal sealed class GdFactAttribute : FactAttribute
{
    /// <summary>Why such tests are skipped; null where they are not.</summary>
    public static string? Reason { get; } = Gd.IsAvailable ? null : "libgd, which decodes pictures, is not installed (Debian: libgd3).";

    public GdFactAttribute() => Skip = Reason;
}
