namespace QuantGen.ModelReading.Layers;

/// <summary>The layers of TorchSharp by name. A class of TorchSharp.Modules that is missing here counts as <see cref="LayerKind.Float"/>.</summary>
internal static class KnownLayers
{
    private static readonly Dictionary<string, KnownLayer> s_byName = new[]
    {
        Quantized("Conv1d", LayerKind.Convolution),
        Quantized("Conv2d", LayerKind.Convolution),
        Quantized("Conv3d", LayerKind.Convolution),
        Quantized("ConvTranspose1d", LayerKind.TransposedConvolution),
        Quantized("ConvTranspose2d", LayerKind.TransposedConvolution),
        Quantized("ConvTranspose3d", LayerKind.TransposedConvolution),
        Quantized("Linear", LayerKind.Linear),
        Quantized("LSTM", LayerKind.Recurrent),
        Quantized("LSTMCell", LayerKind.Recurrent),
        Quantized("GRU", LayerKind.Recurrent),
        Quantized("GRUCell", LayerKind.Recurrent),
        Quantized("AvgPool1d", LayerKind.AveragePool),
        Quantized("AvgPool2d", LayerKind.AveragePool),
        Quantized("AvgPool3d", LayerKind.AveragePool),
        Quantized("AdaptiveAvgPool1d", LayerKind.AveragePool),
        Quantized("AdaptiveAvgPool2d", LayerKind.AveragePool),
        Quantized("AdaptiveAvgPool3d", LayerKind.AveragePool),
        Quantized("Sequential", LayerKind.Sequential),
        new("ModuleList", LayerKind.List),
        new("ModuleDict", LayerKind.List),
        new("BatchNorm1d", LayerKind.BatchNorm),
        new("BatchNorm2d", LayerKind.BatchNorm),
        new("BatchNorm3d", LayerKind.BatchNorm),
    }
    .Concat(Activations().Select(name => new KnownLayer(name, LayerKind.Activation)))
    .Concat(Others().Select(name => new KnownLayer(name, LayerKind.Float)))
    .ToDictionary(layer => layer.Name, StringComparer.Ordinal);

    /// <summary>The layer of that class or factory name, or null.</summary>
    public static KnownLayer? Find(string name) => s_byName.TryGetValue(name, out var layer) ? layer : null;

    /// <summary>The marks of QuantGen's that a model may hold as layers, or null.</summary>
    public static KnownLayer? FindMarker(string name) => name is "QuantizeHere" or "NoQuantizeHere" ? new KnownLayer(name, LayerKind.Marker) : null;

    /// <summary>The class in QuantGen.PowerOfTwo that takes the place of a convolution or linear layer.</summary>
    public static string ForPowerOfTwo(string name) => "PowerOfTwo" + name;

    /// <summary>The class in QuantGen.LowBit that takes the place of a convolution or linear layer.</summary>
    public static string ForLowBit(string name) => "LowBit" + name;

    /// <summary>Whether fixed-point hardware has a clip that quantizes in the layer's place.</summary>
    public static bool IsClip(LayerKind kind, string name) =>
        (kind == LayerKind.Activation && name is "ReLU" or "ReLU6" or "Hardtanh") || (kind == LayerKind.Marker && name == "QuantizeHere");

    private static KnownLayer Quantized(string name, LayerKind kind) => new(name, kind, "Quant" + name);

    private static string[] Activations() =>
    [
        "CELU", "ELU", "GELU", "Hardshrink", "Hardsigmoid", "Hardswish", "Hardtanh", "LeakyReLU", "LogSigmoid", "Mish",
        "PReLU", "ReLU", "ReLU6", "RReLU", "SELU", "Sigmoid", "SiLU", "Softplus", "Softshrink", "Softsign", "Tanh",
        "Tanhshrink", "Threshold",
    ];

    private static string[] Others() =>
    [
        "AdaptiveMaxPool1d", "AdaptiveMaxPool2d", "AdaptiveMaxPool3d", "AlphaDropout", "Bilinear", "ChannelShuffle",
        "ConstantPad1d", "ConstantPad2d", "ConstantPad3d", "CosineSimilarity", "Dropout", "Dropout1d", "Dropout2d",
        "Dropout3d", "Embedding", "EmbeddingBag", "FeatureAlphaDropout", "Flatten", "Fold", "FractionalMaxPool2d",
        "FractionalMaxPool3d", "GLU", "GroupNorm", "Identity", "InstanceNorm1d", "InstanceNorm2d",
        "InstanceNorm3d", "LayerNorm", "LocalResponseNorm", "LogSoftmax", "LPPool1d", "LPPool2d",
        "MaxPool1d", "MaxPool2d", "MaxPool3d", "MaxUnpool1d", "MaxUnpool2d", "MaxUnpool3d", "MultiheadAttention",
        "PairwiseDistance", "PixelShuffle", "PixelUnshuffle", "ReflectionPad1d", "ReflectionPad2d", "ReflectionPad3d",
        "ReplicationPad1d", "ReplicationPad2d", "ReplicationPad3d", "RNN", "RNNCell", "Softmax", "Softmax2d", "Softmin",
        "Transformer", "TransformerDecoder", "TransformerDecoderLayer", "TransformerEncoder", "TransformerEncoderLayer",
        "Unflatten", "Unfold", "Upsample", "ZeroPad2d",
    ];
}
