namespace QuantGen.LowBit;

/// <summary>What the steps of FATNN need besides values and slopes.</summary>
/// <param name="Groups">Which values share slopes.</param>
/// <param name="HalfRange">Whether levels are 0, 1, ..., or -1, 0 and 1.</param>
/// <param name="InsideShare">Whether gradients make up for what is lost by clipping.</param>
/// <param name="Truncates">Whether factors of gradients below 2 count as 1.</param>
internal sealed record FatnnRange(ChannelGroups Groups, bool HalfRange, bool InsideShare, bool Truncates);
