using System.Globalization;

namespace QuantGen.Quantizers;

/// <summary>What the fields of a <see cref="QuantDescriptor"/> must be: each rule returns a sentence, or null when it is kept.</summary>
internal static class DescriptorRules
{
    /// <summary>A bit width for E4M3.</summary>
    public const string FixedWidth = "E4M3 has 8 bits: set Format to NumberFormat.Integer(...) for another width.";

    /// <summary>Levels from zero for E4M3.</summary>
    public const string AlwaysSigned = "E4M3 holds negative numbers: set Format to NumberFormat.Integer(...) for unsigned levels.";

    /// <summary>The narrow range for E4M3.</summary>
    public const string AlwaysSymmetric = "E4M3 has no lowest level to leave out: leave NarrowRange out.";

    /// <summary>The bit width of integers.</summary>
    public static string? Bits(int bits) =>
        bits is >= IntegerGrid.MinimumBits and <= IntegerGrid.MaximumBits ? null : "A quantizer has 1 to 16 bits.";

    /// <summary>Levels instead of real numbers.</summary>
    public static string? Levels(bool fakeQuant, NumberFormat format) =>
        fakeQuant || format.IsInteger ? null : "E4M3 has no integer levels: leave FakeQuant at true.";

    /// <summary>The axes that keep a range of their own.</summary>
    public static string? Axes(ValueList<int>? axes) => axes is null || (axes.Count > 0 && axes.Distinct().Count() == axes.Count)
        ? null
        : $"The axes {axes} must be one or more, each once; use null for one range for the whole tensor.";

    /// <summary>Learned ranges.</summary>
    public static string? Learned(bool learned, ValueList<int>? axes) =>
        learned && axes is not null ? $"A learned range cannot be kept per axis {axes}: leave Axes or LearnAmax out." : null;

    /// <summary>The range.</summary>
    public static string? Amax(ValueList<float>? amax) =>
        amax is null || (amax.Count > 0 && amax.All(static value => float.IsFinite(value) && value >= 0))
            ? null
            : $"The range {amax} must be one or more finite numbers of at least zero.";

    /// <summary>The shape of the range.</summary>
    public static string? AmaxShape(ValueList<long>? shape)
    {
        Int128 count = 1;
        foreach (var extent in shape ?? [])
        {
            if (extent < 1 || (count *= extent) > int.MaxValue)
                return $"The shape {shape} of the range must have extents of at least one, and no more than {int.MaxValue} elements.";
        }

        return null;
    }

    /// <summary>The factor on the range.</summary>
    public static string? ScaleAmax(float? factor) => factor is null || (float.IsFinite(factor.Value) && factor > 0)
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"The factor {factor} on the range must be a finite number above zero.");

    /// <summary>Throws when a rule is broken.</summary>
    public static void ThrowIf(string? problem, string parameter)
    {
        if (problem is not null)
            throw new ArgumentException(problem, parameter);
    }
}
