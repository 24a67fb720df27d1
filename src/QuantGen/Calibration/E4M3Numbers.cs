using QuantGen.Quantizers;

namespace QuantGen.Calibration;

/// <summary>Fake quantization of single numbers to E4M3, as <see cref="FakeQuantization.ApplyE4M3"/> does it to tensors.</summary>
internal static class E4M3Numbers
{
    // Numbers of one power of two have eight steps; below 2^-6 the distance stays.
    private const int MantissaBits = 3;
    private const int LeastExponent = -6;

    /// <summary>A magnitude, quantized with a range and dequantized.</summary>
    public static float Quantized(float magnitude, float amax)
    {
        if (amax <= IntegerGrid.ZeroRange || magnitude < IntegerGrid.ZeroRange)
            return 0;

        // The reciprocal first, as the operators compute it.
        var scale = 1 / amax * E4M3.Largest;
        return Rounded(magnitude * scale) / scale;
    }

    private static float Rounded(float value)
    {
        var step = MathF.ScaleB(1, Math.Max(value == 0 ? LeastExponent : MathF.ILogB(value), LeastExponent) - MantissaBits);
        return Math.Min(MathF.Round(value / step, MidpointRounding.ToEven) * step, E4M3.Largest);
    }
}
