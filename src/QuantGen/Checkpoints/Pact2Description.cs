using System.Globalization;
using QuantGen.PowerOfTwo;

namespace QuantGen.Checkpoints;

/// <summary>
/// How a <see cref="Pact2"/> of the model that was saved quantizes. How it collects its range changes no number once the range is loaded, and
/// is left out.
/// </summary>
/// <param name="Bits">Its bit width.</param>
/// <param name="Enabled">Whether it quantizes.</param>
internal sealed record Pact2Description(int Bits, bool Enabled) : QuantizerDescription(Enabled)
{
    /// <inheritdoc/>
    public override string Key => ".clips_act";

    /// <summary>See <see cref="Pact2Options.Signed"/>.</summary>
    public bool? Signed { get; init; }

    /// <summary>See <see cref="Pact2Options.FixedRange"/>.</summary>
    public (float Low, float High)? FixedRange { get; init; }

    /// <summary>See <see cref="Pact2Options.UpperLimit"/>.</summary>
    public float? UpperLimit { get; init; }

    /// <summary>See <see cref="Pact2Options.PowerOfTwoRange"/>.</summary>
    public bool PowerOfTwoRange { get; init; } = true;

    /// <summary>See <see cref="Pact2Options.Rounding"/>.</summary>
    public FixedPointRounding Rounding { get; init; } = FixedPointRounding.HalfUp;

    /// <summary>That of a quantizer of a model.</summary>
    public static Pact2Description Of(Pact2 quantizer) => new(quantizer.Bits, quantizer.Enabled)
    {
        Signed = quantizer.Options.Signed,
        FixedRange = quantizer.Options.FixedRange,
        UpperLimit = quantizer.Options.UpperLimit,
        PowerOfTwoRange = quantizer.Options.PowerOfTwoRange,
        Rounding = quantizer.Options.Rounding,
    };

    /// <inheritdoc/>
    protected override bool QuantizesAs(QuantizerDescription other) => Equals(other);

    /// <inheritdoc/>
    protected override string Text()
    {
        var sign = Signed switch
        {
            null => "",
            true => " signed",
            false => " unsigned",
        };
        var range = FixedRange is { } bounds ? string.Create(CultureInfo.InvariantCulture, $" fixed=[{bounds.Low}, {bounds.High}]") : "";
        var limit = UpperLimit is { } most ? string.Create(CultureInfo.InvariantCulture, $" limit={most}") : "";
        var rounding = Rounding == FixedPointRounding.HalfUp ? "" : $" rounding={Rounding}";
        return string.Create(CultureInfo.InvariantCulture, $"({Bits}bit{sign}{range}{limit}{(PowerOfTwoRange ? "" : " any-range")}{rounding})");
    }
}
