using QuantGen.LowBit;
using QuantGen.Modules;
using QuantGen.PowerOfTwo;
using QuantGen.Quantizers;

namespace QuantGen;

/// <summary>
/// What a call of <c>ToQuantized</c> overrides of the class's <see cref="QuantizeAttribute"/>. A property that is null leaves it at
/// what the attribute says.
/// </summary>
/// <remarks>
/// What no part of a twin looks at is an <see cref="ArgumentException"/> from <c>ToQuantized</c>: <see cref="PowerOfTwo"/> and <see cref="LowBit"/> where
/// nothing has that target, <see cref="InputDescriptor"/>, <see cref="WeightDescriptor"/> and <see cref="QuantizePools"/> where everything has one of
/// these, and <see cref="FoldBatchNorm"/> and <see cref="VectorizedBatchNorm"/> where everything trains at few bits.
/// </remarks>
public sealed record QuantizationOptions
{
    /// <summary>Overrides nothing.</summary>
    public static QuantizationOptions Default { get; } = new();

    /// <summary>Describes every activation quantizer: layer inputs and skip operands.</summary>
    public QuantDescriptor? InputDescriptor { get; init; }

    /// <summary>
    /// Describes every weight quantizer. Whether <see cref="QuantDescriptor.Axes"/> is null decides between one range and one for each
    /// output channel; which axis holds the output channels follows from the layer.
    /// </summary>
    public QuantDescriptor? WeightDescriptor { get; init; }

    /// <summary>Whether batch normalizations are merged into the weight that is quantized.</summary>
    public bool? FoldBatchNorm { get; init; }

    /// <summary>
    /// Whether batch normalizations that a quantized layer took over normalize by a vectorized function of this library while they train, on the
    /// CPU in float32: faster than torch's, and equal but for the last bits (about 5e-7 of the result), so that training no longer repeats
    /// torch's bit for bit. Off unless set.
    /// </summary>
    public bool? VectorizedBatchNorm { get; init; }

    /// <summary>Whether the inputs of average pools are quantized, in containers that are converted at run time.</summary>
    public bool? QuantizePools { get; init; }

    /// <summary>
    /// Chooses how a twin is quantized whose target is <see cref="QuantizationTarget.PowerOfTwo"/>; null for TI's defaults. It reaches
    /// nested models of that target, too.
    /// </summary>
    public PowerOfTwoOptions? PowerOfTwo { get; init; }

    /// <summary>
    /// Chooses how a twin is quantized whose target is <see cref="QuantizationTarget.LowBit"/>; null for what annotations say. It reaches nested
    /// models of that target, too. A side that it gives counts for every layer, annotated fields included; overrides by name go before it.
    /// </summary>
    public LowBitOptions? LowBit { get; init; }

    /// <summary>
    /// Overrides for single layers by name, and defaults for all layers of a kind (<see cref="LayerOverride.Of{TLayer}"/>): of two that
    /// match the same layer the later one wins. Names are those in the model that
    /// <c>ToQuantized</c> is called on, through all nested models. A pattern that matches no quantized layer, or sets what none of its
    /// layers has, is a <see cref="QuantizationException"/> from that call.
    /// </summary>
    public ValueList<LayerOverride> Layers { get; init; } = [];

    /// <summary>What the twin that is being made shares with those around it; null for the outermost one.</summary>
    internal Conversion? Conversion { get; init; }
}
