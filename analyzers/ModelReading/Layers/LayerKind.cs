namespace QuantGen.ModelReading.Layers;

/// <summary>What a layer is to quantization.</summary>
internal enum LayerKind
{
    /// <summary>A module whose class is known only at run time, as a field of type <c>Module&lt;Tensor, Tensor&gt;</c> that a parameter fills.</summary>
    Unknown,

    /// <summary>Conv1d, Conv2d, Conv3d.</summary>
    Convolution,

    /// <summary>ConvTranspose1d, ConvTranspose2d, ConvTranspose3d.</summary>
    TransposedConvolution,

    /// <summary>Linear.</summary>
    Linear,

    /// <summary>LSTM, GRU, LSTMCell, GRUCell.</summary>
    Recurrent,

    /// <summary>BatchNorm1d, BatchNorm2d, BatchNorm3d.</summary>
    BatchNorm,

    /// <summary>AvgPool1d to 3d and AdaptiveAvgPool1d to 3d.</summary>
    AveragePool,

    /// <summary>A layer without parameters that keeps the sign and order of its input's range: the ReLU family and its bounded relatives.</summary>
    Activation,

    /// <summary>One of QuantGen's own marks in a float model: quantize here, or do not.</summary>
    Marker,

    /// <summary>Sequential.</summary>
    Sequential,

    /// <summary>ModuleList or ModuleDict.</summary>
    List,

    /// <summary>Any other layer of TorchSharp; the twin holds a float copy.</summary>
    Float,

    /// <summary>A class that carries <c>[Quantize]</c> itself; the twin holds its twin.</summary>
    Annotated,

    /// <summary>A module class of the user's without <c>[Quantize]</c>.</summary>
    Foreign,
}
