namespace QuantGen;

/// <summary>
/// What <see cref="QuantizationTarget.PowerOfTwo"/> does with the bias of a layer, by what the device adds it to. With B-bit weights, and S
/// levels a unit of the input times levels a unit of the weight.
/// </summary>
public enum BiasMode
{
    /// <summary>The bias is not quantized.</summary>
    Float,

    /// <summary>
    /// The device accumulates in 32 bits, so that the bias has a grid of its own: B bits, one power-of-two range for all channels. (TI:
    /// constrain_bias = NONE.)
    /// </summary>
    Int32,

    /// <summary>
    /// The device accumulates in 2B bits, 16 for weights of 8. The bias is quantized as by <see cref="Int32"/>, and then to whole multiples
    /// of 1 / S; where a step of its own grid is more of those than the input has levels above zero, k, it becomes a B-bit factor times k / S, and
    /// saturates. For weights with one range. (TI: SATURATE.)
    /// </summary>
    Saturate16,

    /// <summary>
    /// The device accumulates in 2B bits, and the weight gets as coarse a scale as makes room for the bias, which is quantized as by
    /// <see cref="Int32"/>. (TI: REDUCE_WEIGHT_SCALE.)
    /// </summary>
    ReduceWeightScale,
}
