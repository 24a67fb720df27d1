using System.Globalization;

namespace QuantGen.Calibration;

/// <summary>The magnitude that a share of all values does not exceed. See <see cref="CalibrationMethod.Percentile"/>.</summary>
public sealed record PercentileMethod : CalibrationMethod
{
    /// <summary>Chooses the share.</summary>
    /// <param name="percentile">In percent, from 0 to 100.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not in 0..100.</exception>
    public PercentileMethod(double percentile)
    {
        if (!(percentile is >= 0 and <= 100))
            throw new ArgumentOutOfRangeException(nameof(percentile), percentile, "A percentile lies between 0 and 100.");

        Value = percentile;
    }

    /// <summary>The share of all values that is kept, in percent.</summary>
    public double Value { get; }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"percentile {Value}");
}
