namespace QuantGen.Reporting;

/// <summary>What one layer costs.</summary>
/// <param name="Layer">Its path in the model, or that of a quantizer which stands by itself.</param>
/// <param name="Score">The score with this layer switched; null when it was not a finite number.</param>
/// <param name="Sensitivity">How much better the score is with the layer in float: positive where its quantization does harm; null when that is not a finite
/// number.</param>
public sealed record LayerSensitivityReport(string Layer, double? Score, double? Sensitivity);
