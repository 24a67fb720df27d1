namespace QuantGen.PowerOfTwo;

/// <summary>What fixed-point quantization refuses, in words of its own. A quantizer adds its name.</summary>
internal static class FixedPointErrors
{
    /// <summary>A value without a level.</summary>
    public static QuantizationException NotFinite() =>
        new("The tensor holds NaN or infinity, which have no level; leave such data out, or repair the layer that makes it.");
}
