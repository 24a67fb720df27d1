namespace QuantGen.PowerOfTwo;

/// <summary>Two layers of a float model, of which the second is the only one to see the channels that the first makes.</summary>
/// <param name="First">The path of the layer that makes them, as <c>features.1.conv.0.0</c>.</param>
/// <param name="BatchNorm">The path of the batch normalization between, or null.</param>
/// <param name="Second">The path of the layer that takes them.</param>
public sealed record EqualizationPair(string First, string? BatchNorm, string Second);
