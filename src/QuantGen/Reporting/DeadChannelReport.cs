namespace QuantGen.Reporting;

/// <summary>Channels of one layer that hold nothing but zeros.</summary>
/// <param name="Layer">The layer's path in the twin.</param>
/// <param name="Kind"><see cref="QuantizerRole.Weight"/> for output channels whose weights are all zero; <see cref="QuantizerRole.Input"/> for
/// input channels that were zero in all batches given to the report.</param>
/// <param name="Channels">How many channels there are.</param>
/// <param name="Dead">The numbers of the dead ones, from 0.</param>
public sealed record DeadChannelReport(string Layer, QuantizerRole Kind, int Channels, IReadOnlyList<int> Dead);
