namespace QuantGen.PowerOfTwo;

/// <summary>What <see cref="CrossLayerEqualization"/> has done.</summary>
/// <param name="Pairs">The pairs that were equalized, in the order of the model.</param>
/// <param name="Rounds">How often they were gone through.</param>
/// <param name="Difference">How far the result on the probe is off, over its largest magnitude; 0 where factors are powers of two.</param>
public sealed record EqualizationResult(IReadOnlyList<EqualizedPair> Pairs, int Rounds, double Difference);
