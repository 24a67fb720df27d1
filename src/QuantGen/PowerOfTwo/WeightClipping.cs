namespace QuantGen.PowerOfTwo;

/// <summary>
/// Cuts weights off that are far out. With the largest magnitude M and the median m of the magnitudes, lower of two: if M is above the threshold
/// and above ratio * m, values are clipped at 120/128 of the power of two next to ratio * m, so that training does not push them into the next
/// power of two at once. TI's constrain_weights; a milder pair is 32 and 31.
/// </summary>
public sealed record WeightClipping
{
    // TI leaves 8 of 128 levels free.
    private const float Margin = 120f / 128;

    /// <summary>How far beyond the median a weight may lie.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive and finite.</exception>
    public float Ratio
    {
        get;
        init => field = Checked(value);
    } = 16;

    /// <summary>Below which magnitude no weight is cut off.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive and finite.</exception>
    public float Threshold
    {
        get;
        init => field = Checked(value);
    } = 15;

    /// <summary>The magnitude that weights are clipped at; null where they stay as they are.</summary>
    /// <param name="largest">The largest magnitude.</param>
    /// <param name="median">The median of the magnitudes.</param>
    internal float? Bound(float largest, float median) =>
        largest > Threshold && largest > Ratio * median
            ? Margin * PowersOfTwo.Ceiling(Math.Max(Ratio * median, PowersOfTwo.Smallest))
            : null;

    private static float Checked(float value) => value > 0 && float.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, "A number above zero is needed.");
}
