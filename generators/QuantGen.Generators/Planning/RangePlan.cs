using QuantGen.ModelReading.Infrastructure;

namespace QuantGen.Generators.Planning;

/// <summary>Which ranges go where, so that each layer knows the scale of its input.</summary>
/// <param name="Links">What each module reads, in the order of the fields.</param>
/// <param name="InputQuantizer">The quantizer of the model's only input; null if it has none, or more inputs than one.</param>
/// <param name="Output">What quantizes the model's only result; null if nothing does, or not always the same.</param>
internal sealed record RangePlan(EquatableArray<RangeLink> Links, string? InputQuantizer, RangeSource? Output);
