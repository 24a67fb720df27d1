namespace QuantGen.PowerOfTwo;

/// <summary>A pair of layers that was equalized.</summary>
/// <param name="Pair">The two layers.</param>
/// <param name="SpreadBefore">
/// The range of the widest output channel of the first layer over that of the narrowest, with the batch normalization merged in. Channels that
/// make nothing do not count.
/// </param>
/// <param name="SpreadAfter">The same afterwards.</param>
public sealed record EqualizedPair(EqualizationPair Pair, double SpreadBefore, double SpreadAfter);
