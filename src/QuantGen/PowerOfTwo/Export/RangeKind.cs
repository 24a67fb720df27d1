namespace QuantGen.PowerOfTwo;

/// <summary>What a range is of.</summary>
public enum RangeKind
{
    /// <summary>A weight, with the batch normalization merged into it.</summary>
    Weight,

    /// <summary>A bias, on its own grid.</summary>
    Bias,

    /// <summary>What passes a <see cref="Pact2"/>.</summary>
    Activation,
}
