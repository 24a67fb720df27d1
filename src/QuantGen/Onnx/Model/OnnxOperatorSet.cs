namespace QuantGen.Onnx;

/// <summary>A set of operators that a model uses.</summary>
/// <param name="Domain">Whose operators they are; empty for the standard ones.</param>
/// <param name="Version">The version of the set.</param>
public sealed record OnnxOperatorSet(string Domain, long Version);
