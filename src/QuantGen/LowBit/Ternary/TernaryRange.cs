namespace QuantGen.LowBit;

/// <summary>What trained ternary weights need besides their values and scales.</summary>
/// <param name="Groups">Which values share scales.</param>
/// <param name="ZeroShare">Below what share of the largest magnitude they become zero.</param>
internal sealed record TernaryRange(ChannelGroups Groups, double ZeroShare);
