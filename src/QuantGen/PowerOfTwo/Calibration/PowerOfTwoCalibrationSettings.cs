namespace QuantGen.PowerOfTwo;

/// <summary>What <see cref="PowerOfTwoCalibration"/> does with a batch.</summary>
public sealed record PowerOfTwoCalibrationSettings
{
    /// <summary>
    /// Whether biases are corrected: after each batch every bias takes a part of the difference between the means of the layer's output in the float
    /// and in the quantized network. Off, only ranges are collected.
    /// </summary>
    public bool BiasCorrection { get; init; } = true;

    /// <summary>That part, eta. An error that does not change decays as (1 - eta)^n: after 10, 50 and 100 batches 60, 8 and 0.6 % of it are left of 0.05.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not above 0 and at most 1.</exception>
    public double Eta
    {
        get;
        init => field = value is > 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Eta is above 0 and at most 1.");
    } = 0.05;

    /// <summary>What eta is multiplied by from one epoch to the next; 1 leaves it as it is, as TI's code does, 0.5 is what TI's documents mean.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not above 0 and at most 1.</exception>
    public double EtaDecay
    {
        get;
        init => field = value is > 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The decay of eta is above 0 and at most 1.");
    } = 1;

    /// <summary>
    /// Whether weights of convolutions are corrected, too: each output channel is multiplied by (deviation in the float network / deviation in the
    /// quantized one)^eta. Works only with <see cref="BiasCorrection"/>. Off in TI's recipes.
    /// </summary>
    public bool WeightSpreadCorrection { get; init; }

    /// <summary>In which pass ranges are collected. The float pass is made for that even without bias correction.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such pass.</exception>
    public CalibrationPass RangePass
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "There is no such pass.");
    }
}
