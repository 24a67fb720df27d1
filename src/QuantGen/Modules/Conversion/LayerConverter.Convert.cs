using System.Diagnostics.CodeAnalysis;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <content>Layers whose type is not known before.</content>
public sealed partial class LayerConverter
{
    /// <summary>
    /// The quantized form of a layer whose type is not known before: that of a convolution or linear layer, of a container, or the twin of
    /// an annotated class; anything else is copied.
    /// </summary>
    /// <param name="layer">A layer of the float model; null gives null.</param>
    /// <returns>A new layer.</returns>
    /// <exception cref="LayerConversionException">The type is a class of the user's that is neither annotated nor kept in
    /// float.</exception>
    [return: NotNullIfNotNull(nameof(layer))]
    public nn.Module<Tensor, Tensor>? Convert(nn.Module<Tensor, Tensor>? layer) => layer switch
    {
        null => null,
        _ when IsKeptFloat(layer) => Copy(layer),
        IQuantizable model => Twin<nn.Module<Tensor, Tensor>>(model),
        Sequential container when AppliesInOrder(container) => Convert(container),
        _ when Target == QuantizationTarget.PowerOfTwo => PowerOfTwoAlone(layer),
        Conv1d or Conv2d or Conv3d or ConvTranspose1d or ConvTranspose2d or ConvTranspose3d or Linear => Weighted(layer, null),
        AvgPool1d pool when Pools => Quantize(pool),
        AvgPool2d pool when Pools => Quantize(pool),
        AvgPool3d pool when Pools => Quantize(pool),
        AdaptiveAvgPool1d pool when Pools => Quantize(pool),
        AdaptiveAvgPool2d pool when Pools => Quantize(pool),
        AdaptiveAvgPool3d pool when Pools => Quantize(pool),
        _ => Copy(layer),
    };

    /// <inheritdoc cref="Convert(nn.Module{Tensor, Tensor})"/>
    [return: NotNullIfNotNull(nameof(layer))]
    public nn.Module<T, TResult>? Convert<T, TResult>(nn.Module<T, TResult>? layer) => AnyKind(layer);

    /// <inheritdoc cref="Convert(nn.Module{Tensor, Tensor})"/>
    [return: NotNullIfNotNull(nameof(layer))]
    public nn.Module<T1, T2, TResult>? Convert<T1, T2, TResult>(nn.Module<T1, T2, TResult>? layer) => AnyKind(layer);

    /// <inheritdoc cref="Convert(nn.Module{Tensor, Tensor})"/>
    [return: NotNullIfNotNull(nameof(layer))]
    public nn.Module<T1, T2, T3, TResult>? Convert<T1, T2, T3, TResult>(nn.Module<T1, T2, T3, TResult>? layer) => AnyKind(layer);

    /// <inheritdoc cref="Convert(nn.Module{Tensor, Tensor})"/>
    [return: NotNullIfNotNull(nameof(layer))]
    public nn.Module<T1, T2, T3, T4, TResult>? Convert<T1, T2, T3, T4, TResult>(nn.Module<T1, T2, T3, T4, TResult>? layer) =>
        AnyKind(layer);

    /// <inheritdoc cref="Convert(nn.Module{Tensor, Tensor})"/>
    [return: NotNullIfNotNull(nameof(layer))]
    public nn.Module<T1, T2, T3, T4, T5, TResult>? Convert<T1, T2, T3, T4, T5, TResult>(
        nn.Module<T1, T2, T3, T4, T5, TResult>? layer) => AnyKind(layer);

    /// <inheritdoc cref="Convert(nn.Module{Tensor, Tensor})"/>
    [return: NotNullIfNotNull(nameof(layer))]
    public nn.Module<T1, T2, T3, T4, T5, T6, TResult>? Convert<T1, T2, T3, T4, T5, T6, TResult>(
        nn.Module<T1, T2, T3, T4, T5, T6, TResult>? layer) => AnyKind(layer);

    // A class of the user's may derive from Sequential only to build its children.
    private static bool AppliesInOrder(Sequential container) =>
        container.GetType().GetMethod(nameof(Sequential.forward), [typeof(Tensor)])?.DeclaringType == typeof(Sequential);

    private static bool IsKeptFloat(nn.Module layer) => Attribute.IsDefined(layer.GetType(), typeof(KeepFloatAttribute), inherit: true);

    [return: NotNullIfNotNull(nameof(module))]
    private T? AnyKind<T>(T? module)
        where T : nn.Module => module switch
        {
            null => null,
            nn.Module<Tensor, Tensor> layer => (T)(nn.Module)ConvertOnce(layer),
            IQuantizable model when !IsKeptFloat(module) => Twin<T>(model),
            LSTMCell or GRUCell when Target == QuantizationTarget.LowBit => Copy(module),
            LSTMCell cell when typeof(T).IsAssignableFrom(typeof(QuantLSTMCell)) => (T)(nn.Module)Quantize(cell),
            GRUCell cell when typeof(T).IsAssignableFrom(typeof(QuantGRUCell)) => (T)(nn.Module)Quantize(cell),
            _ => Copy(module),
        };

    private nn.Module<Tensor, Tensor> ConvertOnce(nn.Module<Tensor, Tensor> layer)
    {
        // What becomes a quantizer gets one at each place.
        if (Target == QuantizationTarget.PowerOfTwo && IsActivation(layer))
            return Convert(layer);
        if (!_made.TryGetValue(layer, out var known))
            _made[layer] = known = Convert(layer);

        return (nn.Module<Tensor, Tensor>)known;
    }

    private T Twin<T>(IQuantizable model)
        where T : nn.Module
    {
        if (!_made.TryGetValue(model, out var twin))
            _made[model] = twin = model.ToQuantized(Options);

        return twin as T ?? throw new LayerConversionException(
            $"The twin of {model.GetType().Name} does not take and return what {model.GetType().Name} does, so it cannot stand in its place.");
    }
}
