namespace QuantGen.LowBit;

/// <summary>
/// Where a learned range starts. What is found from values is found at the first training batch, of weights at the first call; with
/// <see cref="LowBitSide.WarmUpSteps"/> it is the mean over these batches. Qp is the highest integer.
/// </summary>
public enum LowBitStart
{
    /// <summary>At <see cref="LowBitSide.Bound"/>.</summary>
    Fixed,

    /// <summary>At the largest magnitude of the whole tensor.</summary>
    Maximum,

    /// <summary>At a step of 2 mean|x| / sqrt(Qp). (S. Esser and others, LSQ, 2020, section 2.1.)</summary>
    MeanMagnitude,

    /// <summary>
    /// At a step of max(|mean - 3 sd|, |mean + 3 sd|) / 2^(b-1). (Y. Bhalgat and others, LSQ+, 2020, section 3.3, for weights.)
    /// </summary>
    ThreeDeviations,

    /// <summary>At the range whose squared error is the least. (The same section, for activations.)</summary>
    LeastSquares,
}
