using QuantGen.Quantizers;

namespace QuantGen.Calibration;

/// <summary>What calibration has collected for one quantizer of a model.</summary>
/// <param name="Name">Where the quantizer lies in the model, for example <c>layer1.0.conv1._input_quantizer</c>.</param>
/// <param name="IsWeight">Whether it quantizes a weight, which is measured once and must be the same in all shards.</param>
/// <param name="Descriptor">How it quantizes.</param>
/// <param name="Collected">The statistics.</param>
public sealed record QuantizerState(string Name, bool IsWeight, QuantDescriptor Descriptor, CollectorState Collected);
