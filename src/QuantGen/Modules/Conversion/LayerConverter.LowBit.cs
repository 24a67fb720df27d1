using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using QuantGen.LowBit;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <content>Layers that train at few bits.</content>
public sealed partial class LayerConverter
{
    private static readonly LowBitOptions s_lowBitDefaults = new();

    private LowBitOptions LowBitChoices => _options.LowBit ?? s_lowBitDefaults;

    /// <summary>The form of a convolution that quantizes its input and its weight to few levels.</summary>
    /// <param name="layer">The float layer; null gives null.</param>
    /// <param name="name">The layer's name for messages; what is written for <paramref name="layer"/> unless given.</param>
    /// <exception cref="LayerConversionException">An algorithm has no such side, number of levels or groups.</exception>
    [return: NotNullIfNotNull(nameof(layer))]
    public LowBitConv1d? LowBit(Conv1d? layer, [CallerArgumentExpression(nameof(layer))] string? name = null) =>
        layer is null ? null : LowBitLayer(layer, options => new LowBitConv1d(layer, options), name);

    /// <inheritdoc cref="LowBit(Conv1d, string)"/>
    [return: NotNullIfNotNull(nameof(layer))]
    public LowBitConv2d? LowBit(Conv2d? layer, [CallerArgumentExpression(nameof(layer))] string? name = null) =>
        layer is null ? null : LowBitLayer(layer, options => new LowBitConv2d(layer, options), name);

    /// <inheritdoc cref="LowBit(Conv1d, string)"/>
    [return: NotNullIfNotNull(nameof(layer))]
    public LowBitConv3d? LowBit(Conv3d? layer, [CallerArgumentExpression(nameof(layer))] string? name = null) =>
        layer is null ? null : LowBitLayer(layer, options => new LowBitConv3d(layer, options), name);

    /// <summary>The form of a transposed convolution that quantizes its input and its weight to few levels.</summary>
    /// <inheritdoc cref="LowBit(Conv1d, string)"/>
    [return: NotNullIfNotNull(nameof(layer))]
    public LowBitConvTranspose1d? LowBit(ConvTranspose1d? layer, [CallerArgumentExpression(nameof(layer))] string? name = null) =>
        layer is null ? null : LowBitLayer(layer, options => new LowBitConvTranspose1d(layer, options), name);

    /// <inheritdoc cref="LowBit(ConvTranspose1d, string)"/>
    [return: NotNullIfNotNull(nameof(layer))]
    public LowBitConvTranspose2d? LowBit(ConvTranspose2d? layer, [CallerArgumentExpression(nameof(layer))] string? name = null) =>
        layer is null ? null : LowBitLayer(layer, options => new LowBitConvTranspose2d(layer, options), name);

    /// <inheritdoc cref="LowBit(ConvTranspose1d, string)"/>
    [return: NotNullIfNotNull(nameof(layer))]
    public LowBitConvTranspose3d? LowBit(ConvTranspose3d? layer, [CallerArgumentExpression(nameof(layer))] string? name = null) =>
        layer is null ? null : LowBitLayer(layer, options => new LowBitConvTranspose3d(layer, options), name);

    /// <summary>The form of a linear layer that quantizes its input and its weight to few levels.</summary>
    /// <inheritdoc cref="LowBit(Conv1d, string)"/>
    [return: NotNullIfNotNull(nameof(layer))]
    public LowBitLinear? LowBit(Linear? layer, [CallerArgumentExpression(nameof(layer))] string? name = null) =>
        layer is null ? null : LowBitLayer(layer, options => new LowBitLinear(layer, options), name);

    private LowBitLayer LowBitWeighted(nn.Module layer) => layer switch
    {
        Conv1d convolution => LowBit(convolution, null),
        Conv2d convolution => LowBit(convolution, null),
        Conv3d convolution => LowBit(convolution, null),
        ConvTranspose1d convolution => LowBit(convolution, null),
        ConvTranspose2d convolution => LowBit(convolution, null),
        ConvTranspose3d convolution => LowBit(convolution, null),
        _ => LowBit((Linear)layer, null),
    };

    private T LowBitLayer<T>(nn.Module layer, Func<LowBitOptions, T> make, string? name)
        where T : LowBitLayer
    {
        try
        {
            var made = Once(layer, () => make(LowBitChoices with
            {
                Weights = LowBitChoices.Weights ?? WeightSide(layer),
                Activations = LowBitChoices.Activations ?? Side(_choices.ActivationAlgorithm ?? ActivationAlgorithm, _choices.ActivationLevels ?? ActivationLevels),
            }));
            made.IsAskedFor |= _choices.EvenAtEnds;
            return made;
        }
        catch (Exception error) when (error is ArgumentException or QuantizationException and not LayerConversionException)
        {
            var conversion = new LayerConversionException(error.Message, error);
            throw name is null ? conversion : conversion.Within(name);
        }
    }

    private LowBitSide? WeightSide(nn.Module layer)
    {
        var side = Side(_choices.WeightAlgorithm ?? WeightAlgorithm, _choices.WeightLevels ?? WeightLevels);
        if (side is null || !HasGroups(side.Algorithm) || (_choices.Weights ?? _weights) is not { } granularity)
            return side;

        var isWhole = granularity == Granularity.PerTensor || (granularity == Granularity.Depthwise && !(layer is Convolution convolution && IsDepthwise(convolution)));
        return side with { Groups = isWhole ? 1 : (int)OutputsOf(layer) };
    }

    private static long OutputsOf(nn.Module layer) => layer switch
    {
        Convolution convolution => convolution.out_channels,
        _ => ((Linear)layer).out_features,
    };

    private static LowBitSide? Side(LowBitAlgorithm algorithm, int levels) =>
        algorithm == LowBitAlgorithm.None ? null : new LowBitSide { Algorithm = algorithm, Levels = levels };

    // These look at the whole weight in any case.
    private static bool HasGroups(LowBitAlgorithm algorithm) => algorithm is not (LowBitAlgorithm.DoReFa or LowBitAlgorithm.Pact);
}
