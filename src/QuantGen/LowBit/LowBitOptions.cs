namespace QuantGen.LowBit;

/// <summary>What a call of <c>ToQuantized</c> chooses for a twin whose target is low-bit training.</summary>
public sealed record LowBitOptions
{
    /// <summary>How weights are quantized; null for what the annotation says.</summary>
    public LowBitSide? Weights { get; init; }

    /// <summary>How inputs of layers are quantized; null for what the annotation says.</summary>
    public LowBitSide? Activations { get; init; }

    /// <summary>How outputs of layers are quantized; null for not at all.</summary>
    public LowBitSide? Outputs { get; init; }

    /// <summary>What becomes of the first and the last layer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such choice.</exception>
    public FirstAndLast FirstAndLast
    {
        get;
        init => field = LowBitSide.Defined(value);
    }

    /// <summary>
    /// Whether the zeros of a padding come in after quantization and stay zeros. Otherwise they are quantized with the rest, and become what
    /// the levels have: a level of its own for zero is not there at an even number of levels around zero.
    /// </summary>
    public bool PadAfterQuantization { get; init; }
}
