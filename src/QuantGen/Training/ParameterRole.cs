namespace QuantGen.Training;

/// <summary>What a parameter is for.</summary>
public enum ParameterRole
{
    /// <summary>Weights of convolutions, linear layers, embeddings and the like, depthwise ones too.</summary>
    Weight,

    /// <summary>Biases, and the scales and shifts of normalizations.</summary>
    Small,

    /// <summary>What quantizers learn: clip values, steps, offsets, scales.</summary>
    Quantizer,
}
