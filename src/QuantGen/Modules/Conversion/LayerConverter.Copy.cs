using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using QuantGen.PowerOfTwo;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <content>What stays in floating point.</content>
public sealed partial class LayerConverter
{
    /// <summary>A float copy of a layer, of the same type: hyper-parameters, parameters, buffers and training mode.</summary>
    /// <typeparam name="T">The type by which the layer is known.</typeparam>
    /// <param name="layer">A layer of TorchSharp, a container of such, or a class marked with <see cref="KeepFloatAttribute"/>; null
    /// gives null.</param>
    /// <returns>A new layer.</returns>
    /// <exception cref="LayerConversionException">The type is not known, or cannot be copied.</exception>
    [return: NotNullIfNotNull(nameof(layer))]
    public T? Copy<T>(T? layer)
        where T : nn.Module => layer is null ? null : CopyOnce(layer, () => LayerCopy.Of(layer, this) ?? CopyMarked(layer));

    /// <summary>A copy of an embedding, whose options TorchSharp hides.</summary>
    /// <param name="layer">The float layer; null gives null.</param>
    /// <param name="options">What it was made with.</param>
    /// <exception cref="LayerConversionException">The options do not go with its table.</exception>
    [return: NotNullIfNotNull(nameof(layer))]
    public Embedding? Copy(Embedding? layer, EmbeddingOptions options) =>
        layer is null ? null : CopyOnce(layer, () => HiddenLayerCopy.Of(layer, options));

    /// <summary>A copy of an embedding of bags, whose options TorchSharp hides.</summary>
    /// <param name="layer">The float layer; null gives null.</param>
    /// <param name="options">What it was made with.</param>
    /// <exception cref="LayerConversionException">The options do not go with its table.</exception>
    [return: NotNullIfNotNull(nameof(layer))]
    public EmbeddingBag? Copy(EmbeddingBag? layer, EmbeddingBagOptions options) =>
        layer is null ? null : CopyOnce(layer, () => HiddenLayerCopy.Of(layer, options));

    /// <summary>A copy of a recurrent layer, some options of which TorchSharp hides.</summary>
    /// <param name="layer">The float layer; null gives null.</param>
    /// <param name="options">What it was made with.</param>
    [return: NotNullIfNotNull(nameof(layer))]
    public LSTM? Copy(LSTM? layer, RecurrentOptions options) =>
        layer is null ? null : CopyOnce(layer, () => HiddenLayerCopy.Of(layer, options));

    /// <summary>A copy of a recurrent layer, some options of which TorchSharp hides.</summary>
    /// <param name="layer">The float layer; null gives null.</param>
    /// <param name="options">What it was made with.</param>
    [return: NotNullIfNotNull(nameof(layer))]
    public GRU? Copy(GRU? layer, RecurrentOptions options) =>
        layer is null ? null : CopyOnce(layer, () => HiddenLayerCopy.Of(layer, options));

    /// <summary>A copy of a recurrent layer, some options of which TorchSharp hides.</summary>
    /// <param name="layer">The float layer; null gives null.</param>
    /// <param name="options">What it was made with.</param>
    [return: NotNullIfNotNull(nameof(layer))]
    public RNN? Copy(RNN? layer, RnnOptions options) =>
        layer is null ? null : CopyOnce(layer, () => HiddenLayerCopy.Of(layer, options));

    /// <summary>A copy of a recurrent cell, whose nonlinearity TorchSharp hides.</summary>
    /// <param name="layer">The float layer; null gives null.</param>
    /// <param name="options">What it was made with.</param>
    [return: NotNullIfNotNull(nameof(layer))]
    public RNNCell? Copy(RNNCell? layer, RnnCellOptions options) =>
        layer is null ? null : CopyOnce(layer, () => HiddenLayerCopy.Of(layer, options));

    /// <summary>A copy of an attention layer, some options of which TorchSharp hides.</summary>
    /// <param name="layer">The float layer; null gives null.</param>
    /// <param name="options">What it was made with.</param>
    /// <exception cref="LayerConversionException">The number of heads does not divide the width.</exception>
    [return: NotNullIfNotNull(nameof(layer))]
    public MultiheadAttention? Copy(MultiheadAttention? layer, MultiheadAttentionOptions options) =>
        layer is null ? null : CopyOnce(layer, () => HiddenLayerCopy.Of(layer, options));

    /// <summary>A copy of a parameter that a model class has of its own.</summary>
    /// <param name="parameter">The parameter; null gives null.</param>
    [return: NotNullIfNotNull(nameof(parameter))]
    public Parameter? Copy(Parameter? parameter)
    {
        if (parameter is null)
            return null;
        if (!_made.TryGetValue(parameter, out var copy))
            _made[parameter] = copy = Copies.Of(parameter);

        return (Parameter)copy;
    }

    /// <summary>A copy of a buffer that a model class has of its own.</summary>
    /// <param name="buffer">The buffer; null gives null.</param>
    [return: NotNullIfNotNull(nameof(buffer))]
    public Tensor? Copy(Tensor? buffer)
    {
        if (buffer is null or Parameter)
            return Copy((Parameter?)buffer);
        if (!_made.TryGetValue(buffer, out var copy))
            _made[buffer] = copy = Copies.Of(buffer);

        return (Tensor)copy;
    }

    private static nn.Module CopyMarked(nn.Module layer)
    {
        if (layer is QuantizeHere or NoQuantizeHere)
            return Copies.Fill<nn.Module>(layer, layer is QuantizeHere ? new QuantizeHere() : new NoQuantizeHere());

        var type = layer.GetType();
        if (type.Assembly == typeof(nn).Assembly)
            throw HiddenLayerCopy.NotCopied(type);
        if (!IsKeptFloat(layer))
            throw new LayerConversionException(
                $"{type.Name} has no quantized form: annotate the class with [Quantize], or with [KeepFloat] to keep it in float.");
        if (type.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, []) is not { } constructor)
            throw new LayerConversionException(
                $"{type.Name} is kept in float, but has no constructor without parameters to make a copy with: add one, or annotate " +
                "the class with [Quantize].");

        return Copies.Fill(layer, (nn.Module)constructor.Invoke([]));
    }

    private T CopyOnce<T>(T layer, Func<nn.Module> copy)
        where T : nn.Module => Once(layer, copy) is T same && same.GetType() == layer.GetType() ? same : throw InFloatAndQuantized(layer);
}
