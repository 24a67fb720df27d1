using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using QuantGen.Quantizers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <summary>
/// Takes layers of a float model over into its quantized twin. The float model is only read: the twin shares no memory with it.
/// </summary>
/// <param name="weights">Whether each output channel of a weight has a range of its own.</param>
/// <param name="options">Overrides the properties of this converter; null changes nothing.</param>
/// <remarks>
/// Activations are signed, with one range for which a histogram is collected; weights are signed in the narrow range, with ranges for
/// output channels or one range. One converter makes one twin: what is copied twice, or stands twice in containers, stays one.
/// </remarks>
public sealed partial class LayerConverter(Granularity weights, QuantizationOptions? options = null)
{
    private readonly QuantizationOptions _options = options ?? QuantizationOptions.Default;

    // What was made of a layer, parameter or buffer of the float model, by its identity.
    private readonly Dictionary<object, object> _made = new(ReferenceEqualityComparer.Instance);

    /// <summary>The bit width of weights, 1 to 16.</summary>
    public int WeightBits { get; init; } = 8;

    /// <summary>The bit width of activations, 1 to 16.</summary>
    public int ActivationBits { get; init; } = 8;

    /// <summary>Whether a batch normalization after a layer is merged into the weight that is quantized.</summary>
    public bool FoldBatchNorm { get; init; } = true;

    /// <summary>Whether the inputs of average pools in containers are quantized.</summary>
    public bool QuantizePools { get; init; }

    private bool Folds => _options.FoldBatchNorm ?? FoldBatchNorm;

    private bool Pools => _options.QuantizePools ?? QuantizePools;

    /// <summary>
    /// A quantizer for an activation that no layer quantizes: the skip operand of an add, or a layer's input at its second call.
    /// </summary>
    public TensorQuantizer ActivationQuantizer() => new(Input());

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
        _ when layer.GetType().IsDefined(typeof(KeepFloatAttribute)) => Copy(layer),
        IQuantizable model => Twin(model),
        Sequential container when AppliesInOrder(container) => Convert(container),
        Conv1d or Conv2d or Conv3d or ConvTranspose1d or ConvTranspose2d or ConvTranspose3d or Linear => QuantizeWeighted(layer, null),
        AvgPool1d pool when Pools => Quantize(pool),
        AvgPool2d pool when Pools => Quantize(pool),
        AvgPool3d pool when Pools => Quantize(pool),
        AdaptiveAvgPool1d pool when Pools => Quantize(pool),
        AdaptiveAvgPool2d pool when Pools => Quantize(pool),
        AdaptiveAvgPool3d pool when Pools => Quantize(pool),
        _ => Copy(layer),
    };

    /// <summary>A float copy of a layer, of the same type: hyper-parameters, parameters, buffers and training mode.</summary>
    /// <typeparam name="T">The type by which the layer is known.</typeparam>
    /// <param name="layer">A layer of TorchSharp, a container of such, or a class marked with <see cref="KeepFloatAttribute"/>; null
    /// gives null.</param>
    /// <returns>A new layer.</returns>
    /// <exception cref="LayerConversionException">The type is not known, or cannot be copied.</exception>
    [return: NotNullIfNotNull(nameof(layer))]
    public T? Copy<T>(T? layer)
        where T : nn.Module
    {
        if (layer is null)
            return null;
        if (!_made.TryGetValue(layer, out var copy))
            _made[layer] = copy = LayerCopy.Of(layer) ?? CopyMarked(layer);

        return (T)copy;
    }

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

    // A class of the user's may derive from Sequential only to build its children.
    private static bool AppliesInOrder(Sequential container) =>
        container.GetType().GetMethod(nameof(Sequential.forward), [typeof(Tensor)])?.DeclaringType == typeof(Sequential);

    private nn.Module<Tensor, Tensor> Twin(IQuantizable model) => model.ToQuantized(_options) as nn.Module<Tensor, Tensor>
        ?? throw new LayerConversionException(
            $"The twin of {model.GetType().Name} does not take one tensor and return one, so it cannot stand in a container of " +
            "layers that do.");

    private static nn.Module CopyMarked(nn.Module layer)
    {
        var type = layer.GetType();
        if (!type.IsDefined(typeof(KeepFloatAttribute)))
            throw new LayerConversionException(
                $"{type.Name} has no quantized form: annotate the class with [Quantize], or with [KeepFloat] to keep it in float.");
        if (type.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, []) is not { } constructor)
            throw new LayerConversionException(
                $"{type.Name} is kept in float, but has no constructor without parameters to make a copy with: add one, or annotate " +
                "the class with [Quantize].");

        return Copies.Fill(layer, (nn.Module)constructor.Invoke([]));
    }

    private QuantDescriptor Input() => _options.InputDescriptor ?? QuantInputLayer.DefaultInput with { Bits = ActivationBits };

    private QuantDescriptor Weight(int outputAxis)
    {
        if (_options.WeightDescriptor is { } given)
            return given.Axes is null ? given : given with { Axes = [outputAxis] };

        var axes = weights == Granularity.PerChannel ? (ValueList<int>)[outputAxis] : null;
        return new QuantDescriptor { Bits = WeightBits, NarrowRange = true, Axes = axes };
    }
}
