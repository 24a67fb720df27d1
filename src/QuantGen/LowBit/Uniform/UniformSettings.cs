namespace QuantGen.LowBit;

/// <summary>What the quantization to a <see cref="UniformGrid"/> needs besides tensors.</summary>
/// <param name="Grid">The levels.</param>
/// <param name="Groups">Which values share a range.</param>
/// <param name="Factor">By what the gradients of range and offset are multiplied.</param>
/// <param name="InsideShare">Whether the gradient within the range is multiplied by sqrt(all / inside).</param>
/// <param name="Truncates">Whether such a factor below 2 counts as 1.</param>
/// <param name="IsPrivate">
/// Whether only one operator reads the result and makes a fresh gradient for it, as convolutions and linear layers do: the gradient is then changed
/// where it stands.
/// </param>
internal sealed record UniformSettings(
    UniformGrid Grid,
    ChannelGroups Groups,
    double Factor = 1,
    bool InsideShare = false,
    bool Truncates = false,
    bool IsPrivate = false);
