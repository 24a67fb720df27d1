namespace QuantGen.Analyzers.Rules;

/// <summary>What a layer keeps, and so what two calls of it share.</summary>
internal enum LayerState
{
    /// <summary>Anything: a container, a block of layers, a class of the user's.</summary>
    Unknown,

    /// <summary>Nothing: a ReLU, a pool, a dropout.</summary>
    None,

    /// <summary>Weights that the twin quantizes: a convolution, a linear layer.</summary>
    QuantizedWeights,

    /// <summary>Weights that stay in float: a LayerNorm, a PReLU.</summary>
    FloatWeights,

    /// <summary>Running statistics: a BatchNorm.</summary>
    Statistics,
}
