namespace QuantGen.Calibration;

/// <summary>The largest magnitude seen. See <see cref="CalibrationMethod.Max"/>.</summary>
public sealed record MaxMethod : CalibrationMethod
{
    /// <inheritdoc/>
    public override string ToString() => "max";
}
