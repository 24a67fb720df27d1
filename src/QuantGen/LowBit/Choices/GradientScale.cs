namespace QuantGen.LowBit;

/// <summary>
/// By what the gradient of a learned range is multiplied, with a factor s. The fan is the number of values that make one output channel
/// of a weight, the number of channels of an activation; N the number of values that share a range.
/// </summary>
public enum GradientScale
{
    /// <summary>By 1.</summary>
    None,

    /// <summary>s sqrt(fan).</summary>
    FanRoot,

    /// <summary>s / sqrt(fan).</summary>
    InverseFanRoot,

    /// <summary>s sqrt(N).</summary>
    ElementRoot,

    /// <summary>s / sqrt(N). (S. Esser and others, LSQ, 2020, section 2.2, has s = 1 / sqrt(highest integer).)</summary>
    InverseElementRoot,
}
