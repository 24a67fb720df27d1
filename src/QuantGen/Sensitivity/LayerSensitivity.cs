namespace QuantGen.Sensitivity;

/// <summary>What was measured of one layer.</summary>
/// <param name="Layer">Its path in the model, or that of a quantizer which stands by itself.</param>
/// <param name="Score">What the evaluation returned with this layer switched.</param>
/// <param name="Sensitivity">
/// How much better the score is with the layer in float, in the unit of the score: positive where its quantization does harm, whichever
/// direction is better.
/// </param>
public sealed record LayerSensitivity(string Layer, double Score, double Sensitivity);
