using System.Diagnostics.CodeAnalysis;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <content>The layers that have a quantized form.</content>
public sealed partial class LayerConverter
{
    private const int OutputAxis = 0;
    private const int TransposedOutputAxis = 1;

    /// <summary>The quantized form of a convolution.</summary>
    /// <param name="layer">The float layer; null gives null.</param>
    /// <param name="foldedInto">The twin's copy of the batch normalization that follows, which becomes part of the layer; null for
    /// none.</param>
    /// <exception cref="LayerConversionException">The batch normalization does not fit the layer.</exception>
    [return: NotNullIfNotNull(nameof(layer))]
    public QuantConv1d? Quantize(Conv1d? layer, nn.Module? foldedInto = null) =>
        layer is null ? null : Weighted(layer, () => new QuantConv1d(layer, Input(), Weight(OutputAxis, IsDepthwise(layer))), foldedInto);

    /// <summary>The quantized form of a convolution.</summary>
    /// <param name="layer">The float layer; null gives null.</param>
    /// <param name="foldedInto">The twin's copy of the batch normalization that follows, which becomes part of the layer; null for
    /// none.</param>
    /// <exception cref="LayerConversionException">The batch normalization does not fit the layer.</exception>
    [return: NotNullIfNotNull(nameof(layer))]
    public QuantConv2d? Quantize(Conv2d? layer, nn.Module? foldedInto = null) =>
        layer is null ? null : Weighted(layer, () => new QuantConv2d(layer, Input(), Weight(OutputAxis, IsDepthwise(layer))), foldedInto);

    /// <summary>The quantized form of a convolution.</summary>
    /// <param name="layer">The float layer; null gives null.</param>
    /// <param name="foldedInto">The twin's copy of the batch normalization that follows, which becomes part of the layer; null for
    /// none.</param>
    /// <exception cref="LayerConversionException">The batch normalization does not fit the layer.</exception>
    [return: NotNullIfNotNull(nameof(layer))]
    public QuantConv3d? Quantize(Conv3d? layer, nn.Module? foldedInto = null) =>
        layer is null ? null : Weighted(layer, () => new QuantConv3d(layer, Input(), Weight(OutputAxis, IsDepthwise(layer))), foldedInto);

    /// <summary>The quantized form of a transposed convolution.</summary>
    /// <param name="layer">The float layer; null gives null.</param>
    /// <param name="foldedInto">The twin's copy of the batch normalization that follows, which becomes part of the layer; null for
    /// none.</param>
    /// <exception cref="LayerConversionException">The batch normalization does not fit the layer.</exception>
    [return: NotNullIfNotNull(nameof(layer))]
    public QuantConvTranspose1d? Quantize(ConvTranspose1d? layer, nn.Module? foldedInto = null) =>
        layer is null ? null : Weighted(layer, () => new QuantConvTranspose1d(layer, Input(), Weight(TransposedOutputAxis, IsDepthwise(layer))), foldedInto);

    /// <summary>The quantized form of a transposed convolution.</summary>
    /// <param name="layer">The float layer; null gives null.</param>
    /// <param name="foldedInto">The twin's copy of the batch normalization that follows, which becomes part of the layer; null for
    /// none.</param>
    /// <exception cref="LayerConversionException">The batch normalization does not fit the layer.</exception>
    [return: NotNullIfNotNull(nameof(layer))]
    public QuantConvTranspose2d? Quantize(ConvTranspose2d? layer, nn.Module? foldedInto = null) =>
        layer is null ? null : Weighted(layer, () => new QuantConvTranspose2d(layer, Input(), Weight(TransposedOutputAxis, IsDepthwise(layer))), foldedInto);

    /// <summary>The quantized form of a transposed convolution.</summary>
    /// <param name="layer">The float layer; null gives null.</param>
    /// <param name="foldedInto">The twin's copy of the batch normalization that follows, which becomes part of the layer; null for
    /// none.</param>
    /// <exception cref="LayerConversionException">The batch normalization does not fit the layer.</exception>
    [return: NotNullIfNotNull(nameof(layer))]
    public QuantConvTranspose3d? Quantize(ConvTranspose3d? layer, nn.Module? foldedInto = null) =>
        layer is null ? null : Weighted(layer, () => new QuantConvTranspose3d(layer, Input(), Weight(TransposedOutputAxis, IsDepthwise(layer))), foldedInto);

    /// <summary>The quantized form of a linear layer.</summary>
    /// <param name="layer">The float layer; null gives null.</param>
    /// <param name="foldedInto">The twin's copy of the batch normalization that follows, which becomes part of the layer; null for
    /// none.</param>
    /// <exception cref="LayerConversionException">The batch normalization does not fit the layer.</exception>
    [return: NotNullIfNotNull(nameof(layer))]
    public QuantLinear? Quantize(Linear? layer, nn.Module? foldedInto = null) =>
        layer is null ? null : Weighted(layer, () => new QuantLinear(layer, Input(), Weight(OutputAxis)), foldedInto);

    /// <summary>The quantized form of an average pool.</summary>
    /// <param name="layer">The float layer; null gives null.</param>
    [return: NotNullIfNotNull(nameof(layer))]
    public QuantAvgPool1d? Quantize(AvgPool1d? layer) =>
        layer is null ? null : new QuantAvgPool1d(layer, Input());

    /// <summary>The quantized form of an average pool.</summary>
    /// <param name="layer">The float layer; null gives null.</param>
    [return: NotNullIfNotNull(nameof(layer))]
    public QuantAvgPool2d? Quantize(AvgPool2d? layer) =>
        layer is null ? null : new QuantAvgPool2d(layer, Input());

    /// <summary>The quantized form of an average pool.</summary>
    /// <param name="layer">The float layer; null gives null.</param>
    [return: NotNullIfNotNull(nameof(layer))]
    public QuantAvgPool3d? Quantize(AvgPool3d? layer) =>
        layer is null ? null : new QuantAvgPool3d(layer, Input());

    /// <summary>The quantized form of an average pool.</summary>
    /// <param name="layer">The float layer; null gives null.</param>
    [return: NotNullIfNotNull(nameof(layer))]
    public QuantAdaptiveAvgPool1d? Quantize(AdaptiveAvgPool1d? layer) =>
        layer is null ? null : new QuantAdaptiveAvgPool1d(layer, Input());

    /// <summary>The quantized form of an average pool.</summary>
    /// <param name="layer">The float layer; null gives null.</param>
    [return: NotNullIfNotNull(nameof(layer))]
    public QuantAdaptiveAvgPool2d? Quantize(AdaptiveAvgPool2d? layer) =>
        layer is null ? null : new QuantAdaptiveAvgPool2d(layer, Input());

    /// <summary>The quantized form of an average pool.</summary>
    /// <param name="layer">The float layer; null gives null.</param>
    [return: NotNullIfNotNull(nameof(layer))]
    public QuantAdaptiveAvgPool3d? Quantize(AdaptiveAvgPool3d? layer) =>
        layer is null ? null : new QuantAdaptiveAvgPool3d(layer, Input());

    /// <summary>The quantized form of a maximum pool.</summary>
    /// <param name="layer">The float layer; null gives null.</param>
    [return: NotNullIfNotNull(nameof(layer))]
    public QuantMaxPool1d? Quantize(MaxPool1d? layer) =>
        layer is null ? null : new QuantMaxPool1d(layer, Input());

    /// <summary>The quantized form of a maximum pool.</summary>
    /// <param name="layer">The float layer; null gives null.</param>
    [return: NotNullIfNotNull(nameof(layer))]
    public QuantMaxPool2d? Quantize(MaxPool2d? layer) =>
        layer is null ? null : new QuantMaxPool2d(layer, Input());

    /// <summary>The quantized form of a maximum pool.</summary>
    /// <param name="layer">The float layer; null gives null.</param>
    [return: NotNullIfNotNull(nameof(layer))]
    public QuantMaxPool3d? Quantize(MaxPool3d? layer) =>
        layer is null ? null : new QuantMaxPool3d(layer, Input());

    /// <summary>The quantized form of an instance normalization.</summary>
    /// <param name="layer">The float layer; null gives null.</param>
    [return: NotNullIfNotNull(nameof(layer))]
    public QuantInstanceNorm1d? Quantize(InstanceNorm1d? layer) =>
        layer is null ? null : Once(layer, () => new QuantInstanceNorm1d(layer, Input()));

    /// <summary>The quantized form of an instance normalization.</summary>
    /// <param name="layer">The float layer; null gives null.</param>
    [return: NotNullIfNotNull(nameof(layer))]
    public QuantInstanceNorm2d? Quantize(InstanceNorm2d? layer) =>
        layer is null ? null : Once(layer, () => new QuantInstanceNorm2d(layer, Input()));

    /// <summary>The quantized form of an instance normalization.</summary>
    /// <param name="layer">The float layer; null gives null.</param>
    [return: NotNullIfNotNull(nameof(layer))]
    public QuantInstanceNorm3d? Quantize(InstanceNorm3d? layer) =>
        layer is null ? null : Once(layer, () => new QuantInstanceNorm3d(layer, Input()));

    private static bool IsDepthwise(Convolution layer) => layer.groups == layer.in_channels && layer.groups > 1;

    private nn.Module<Tensor, Tensor> Weighted(nn.Module layer, nn.Module? foldedInto) => layer switch
    {
        _ when Target == QuantizationTarget.PowerOfTwo => PowerOfTwoWeighted(layer, foldedInto),
        _ when Target == QuantizationTarget.LowBit => LowBitWeighted(layer),
        Conv1d convolution => Quantize(convolution, foldedInto),
        Conv2d convolution => Quantize(convolution, foldedInto),
        Conv3d convolution => Quantize(convolution, foldedInto),
        ConvTranspose1d convolution => Quantize(convolution, foldedInto),
        ConvTranspose2d convolution => Quantize(convolution, foldedInto),
        ConvTranspose3d convolution => Quantize(convolution, foldedInto),
        _ => Quantize((Linear)layer, foldedInto),
    };

    private T Weighted<T>(nn.Module layer, Func<T> make, nn.Module? batchNorm)
        where T : QuantWeightedLayer
    {
        var isKnown = _made.ContainsKey(layer);
        var quantized = Once(layer, make);
        quantized.RoundsBias = Target == QuantizationTarget.OnnxRuntime;
        if (ReferenceEquals(batchNorm, quantized.FoldedBatchNorm))
            return quantized;
        if (isKnown)
            throw new LayerConversionException(
                $"One {layer.GetType().Name} stands at two places of the model, at one of them with a batch normalization merged into it: " +
                "annotate the class with FoldBatchNorm = false.");

        quantized.Append(batchNorm!, Folds, _options.VectorizedBatchNorm ?? false);
        return quantized;
    }
}
