namespace QuantGen.Reporting.Measuring;

/// <summary>Number formats of power-of-two twins, in the words of others.</summary>
internal static class FixedPointText
{
    /// <summary><c>int8</c>, <c>uint8</c>.</summary>
    public static string Format(int bits, bool signed) => FormattableString.Invariant($"{(signed ? "int" : "uint")}{bits}");
}
