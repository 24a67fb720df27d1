using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using QuantGen.PowerOfTwo;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <content>Layers and quantizers of power-of-two scales.</content>
public sealed partial class LayerConverter
{
    private PowerOfTwoOptions FixedPointOptions => _options.PowerOfTwo ?? PowerOfTwoOptions.Default;

    /// <summary>The form of a convolution with a weight and a bias of power-of-two scales.</summary>
    /// <param name="layer">The float layer; null gives null.</param>
    /// <param name="foldedInto">The twin's copy of the batch normalization that follows, which becomes part of the layer; null for
    /// none.</param>
    /// <param name="name">The layer's name for messages; what is written for <paramref name="layer"/> unless given.</param>
    /// <exception cref="LayerConversionException">The batch normalization does not fit the layer, or the granularity of the weight not the bias
    /// mode.</exception>
    [return: NotNullIfNotNull(nameof(layer))]
    public PowerOfTwoConv1d? PowerOfTwo(
        Conv1d? layer, nn.Module? foldedInto = null, [CallerArgumentExpression(nameof(layer))] string? name = null) =>
        layer is null ? null : PowerOfTwoLayer(layer, options => new PowerOfTwoConv1d(layer, options, LayerBits), foldedInto, name);

    /// <inheritdoc cref="PowerOfTwo(Conv1d, nn.Module, string)"/>
    [return: NotNullIfNotNull(nameof(layer))]
    public PowerOfTwoConv2d? PowerOfTwo(
        Conv2d? layer, nn.Module? foldedInto = null, [CallerArgumentExpression(nameof(layer))] string? name = null) =>
        layer is null ? null : PowerOfTwoLayer(layer, options => new PowerOfTwoConv2d(layer, options, LayerBits), foldedInto, name);

    /// <inheritdoc cref="PowerOfTwo(Conv1d, nn.Module, string)"/>
    [return: NotNullIfNotNull(nameof(layer))]
    public PowerOfTwoConv3d? PowerOfTwo(
        Conv3d? layer, nn.Module? foldedInto = null, [CallerArgumentExpression(nameof(layer))] string? name = null) =>
        layer is null ? null : PowerOfTwoLayer(layer, options => new PowerOfTwoConv3d(layer, options, LayerBits), foldedInto, name);

    /// <summary>The form of a transposed convolution with a weight and a bias of power-of-two scales.</summary>
    /// <inheritdoc cref="PowerOfTwo(Conv1d, nn.Module, string)"/>
    [return: NotNullIfNotNull(nameof(layer))]
    public PowerOfTwoConvTranspose1d? PowerOfTwo(
        ConvTranspose1d? layer, nn.Module? foldedInto = null, [CallerArgumentExpression(nameof(layer))] string? name = null) =>
        layer is null ? null : PowerOfTwoLayer(layer, options => new PowerOfTwoConvTranspose1d(layer, options, LayerBits), foldedInto, name);

    /// <inheritdoc cref="PowerOfTwo(ConvTranspose1d, nn.Module, string)"/>
    [return: NotNullIfNotNull(nameof(layer))]
    public PowerOfTwoConvTranspose2d? PowerOfTwo(
        ConvTranspose2d? layer, nn.Module? foldedInto = null, [CallerArgumentExpression(nameof(layer))] string? name = null) =>
        layer is null ? null : PowerOfTwoLayer(layer, options => new PowerOfTwoConvTranspose2d(layer, options, LayerBits), foldedInto, name);

    /// <inheritdoc cref="PowerOfTwo(ConvTranspose1d, nn.Module, string)"/>
    [return: NotNullIfNotNull(nameof(layer))]
    public PowerOfTwoConvTranspose3d? PowerOfTwo(
        ConvTranspose3d? layer, nn.Module? foldedInto = null, [CallerArgumentExpression(nameof(layer))] string? name = null) =>
        layer is null ? null : PowerOfTwoLayer(layer, options => new PowerOfTwoConvTranspose3d(layer, options, LayerBits), foldedInto, name);

    /// <summary>The form of a linear layer with a weight and a bias of power-of-two scales.</summary>
    /// <inheritdoc cref="PowerOfTwo(Conv1d, nn.Module, string)"/>
    [return: NotNullIfNotNull(nameof(layer))]
    public PowerOfTwoLinear? PowerOfTwo(
        Linear? layer, nn.Module? foldedInto = null, [CallerArgumentExpression(nameof(layer))] string? name = null) =>
        layer is null ? null : PowerOfTwoLayer(layer, options => new PowerOfTwoLinear(layer, options, LayerBits), foldedInto, name);

    /// <summary>The quantizer that takes the place of a ReLU: from zero to a power of two.</summary>
    /// <param name="layer">The float layer; null gives null.</param>
    /// <returns>A new quantizer at every call, so that each place where the layer is used has one of its own.</returns>
    [return: NotNullIfNotNull(nameof(layer))]
    public Pact2? Pact2(ReLU? layer) => Replacing(layer, ActivationOptions() with { Signed = false });

    /// <summary>The quantizer that takes the place of a ReLU6: from zero to a power of two, and nothing above 6.</summary>
    /// <inheritdoc cref="Pact2(ReLU)"/>
    [return: NotNullIfNotNull(nameof(layer))]
    public Pact2? Pact2(ReLU6? layer) => Replacing(layer, ActivationOptions() with { Signed = false, UpperLimit = 6 });

    /// <summary>The quantizer that takes the place of a Hardtanh, whose range it keeps.</summary>
    /// <inheritdoc cref="Pact2(ReLU)"/>
    [return: NotNullIfNotNull(nameof(layer))]
    public Pact2? Pact2(Hardtanh? layer) => layer is null
        ? null
        : Replacing(layer, ActivationOptions() with { FixedRange = ((float)layer.min_val, (float)layer.max_val) });

    /// <summary>The quantizer that takes the place of a marker: with levels below zero if there are values below zero.</summary>
    /// <inheritdoc cref="Pact2(ReLU)"/>
    [return: NotNullIfNotNull(nameof(layer))]
    public Pact2? Pact2(QuantizeHere? layer) => Replacing(layer, ActivationOptions());

    /// <summary>A quantizer for a value that no activation makes: with levels below zero if there are values below zero.</summary>
    public Pact2 ActivationPact2() => new(ActivationOptions());

    /// <summary>
    /// A quantizer for a value that one module of the twin reads; null if that begins with a quantizer, or with a normalization, which is
    /// quantized in its place.
    /// </summary>
    /// <param name="reader">The module; null for nobody known.</param>
    public Pact2? ActivationPact2(nn.Module? reader) => Begins(reader) ? null : ActivationPact2();

    /// <summary>A quantizer for what the model takes; null in a nested twin, or where the options switch it off.</summary>
    public Pact2? InputPact2() => _isNested || !FixedPointOptions.QuantizeInput ? null : ActivationPact2();

    /// <summary>A quantizer for what the twin returns; null where <see cref="ActivationFollows"/>.</summary>
    public Pact2? OutputPact2() => ActivationFollows ? null : ActivationPact2();

    /// <summary>Tells a module of the twin what its input is quantized by, if it wants to know.</summary>
    /// <param name="from">The module that makes the input: a quantizer, a container or a nested twin. Null, or anything else: nothing
    /// known.</param>
    /// <param name="to">The module that reads it, or null.</param>
    public static void Connect(nn.Module? from, nn.Module? to) => RangeChain.Through(to, RangeOf(from));

    /// <summary>What quantizes the values that a module of the twin returns; null where nothing does, or not always the same.</summary>
    /// <param name="module">A quantizer, a container, a nested twin or any other module, or null.</param>
    public static Pact2? RangeOf(nn.Module? module) => (module as IPowerOfTwoModule)?.OutputRange;

    private int LayerBits => _choices.WeightBits ?? WeightBits;

    private static bool Begins(nn.Module? reader) => reader switch
    {
        QuantGen.PowerOfTwo.Pact2 or BatchNorm or GroupNorm => true,
        QuantSequential { Count: > 0 } container => Begins(container[0]),
        _ => false,
    };

    private Pact2Options ActivationOptions() => new()
    {
        Bits = _choices.ActivationBits ?? ActivationBits,
        Tail = FixedPointOptions.ActivationTail,
        PowerOfTwoRange = FixedPointOptions.PowerOfTwoActivations,
        BatchRange = FixedPointOptions.BatchRanges,
        PeerRunningMean = FixedPointOptions.PeerRunningMean,
        Seed = FixedPointOptions.Seed,
    };

    [return: NotNullIfNotNull(nameof(layer))]
    private static Pact2? Replacing(nn.Module? layer, Pact2Options options)
    {
        if (layer is null)
            return null;

        var quantizer = new Pact2(options);
        quantizer.train(layer.training);
        return quantizer;
    }

    private PowerOfTwoLayer PowerOfTwoWeighted(nn.Module layer, nn.Module? foldedInto) => layer switch
    {
        Conv1d convolution => PowerOfTwo(convolution, foldedInto, null),
        Conv2d convolution => PowerOfTwo(convolution, foldedInto, null),
        Conv3d convolution => PowerOfTwo(convolution, foldedInto, null),
        ConvTranspose1d convolution => PowerOfTwo(convolution, foldedInto, null),
        ConvTranspose2d convolution => PowerOfTwo(convolution, foldedInto, null),
        ConvTranspose3d convolution => PowerOfTwo(convolution, foldedInto, null),
        _ => PowerOfTwo((Linear)layer, foldedInto, null),
    };

    private T PowerOfTwoLayer<T>(nn.Module layer, Func<PowerOfTwoOptions, T> make, nn.Module? batchNorm, string? name)
        where T : PowerOfTwoLayer
    {
        try
        {
            var isKnown = _made.ContainsKey(layer);
            var quantized = Once(layer, () => make(FixedPointOptions with
            {
                Weights = FixedPointOptions.Weights ?? _choices.Weights ?? _weights,
                Bias = FixedPointOptions.Bias ?? _choices.BiasMode ?? BiasMode,
            }));
            if (ReferenceEquals(batchNorm, quantized.FoldedBatchNorm))
                return quantized;
            if (isKnown)
                throw new LayerConversionException(
                    $"One {layer.GetType().Name} stands at two places of the model, at one of them with a batch normalization merged into it: " +
                    "annotate the class with FoldBatchNorm = false.");

            quantized.Append(batchNorm!, Folds, _options.VectorizedBatchNorm ?? false);
            return quantized;
        }
        catch (QuantizationException error) when (error is not LayerConversionException)
        {
            var conversion = new LayerConversionException(error.Message, error);
            throw name is null ? conversion : conversion.Within(name);
        }
    }
}
