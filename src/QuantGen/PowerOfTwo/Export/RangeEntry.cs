namespace QuantGen.PowerOfTwo;

/// <summary>The range of one weight, bias or activation of a twin.</summary>
/// <param name="Name">The path of the layer or quantizer.</param>
/// <param name="Kind">What it is of.</param>
/// <param name="Bits">The bit width.</param>
/// <param name="Signed">Whether there are levels below zero.</param>
/// <param name="Bounds">The bounds; those of the widest channel where channels have their own.</param>
/// <param name="Channels">The bounds of each output channel; empty where all have one range.</param>
public sealed record RangeEntry(string Name, RangeKind Kind, int Bits, bool Signed, FixedPointBounds Bounds, IReadOnlyList<FixedPointBounds> Channels);
