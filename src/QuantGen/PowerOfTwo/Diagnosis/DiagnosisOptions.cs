namespace QuantGen.PowerOfTwo;

/// <summary>How <see cref="PowerOfTwoDiagnosis"/> judges.</summary>
public sealed record DiagnosisOptions
{
    /// <summary>Whether a higher score is better, as for accuracy, or a lower one, as for a loss.</summary>
    public bool HigherIsBetter { get; init; } = true;

    /// <summary>How much worse than the float score counts as no loss, in the unit of the score: 0.01 is one point of an accuracy from 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or not finite.</exception>
    public double Tolerance
    {
        get;
        init => field = value >= 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The tolerance is a number from 0 on.");
    } = 0.01;

    /// <summary>Whether the layers are measured even where there is no loss, or it does not come from quantization.</summary>
    public bool AlwaysMeasureLayers { get; init; }
}
