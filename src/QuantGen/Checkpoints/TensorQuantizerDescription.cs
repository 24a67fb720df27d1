using QuantGen.Quantizers;

namespace QuantGen.Checkpoints;

/// <summary>How a <see cref="TensorQuantizer"/> of the model that was saved quantizes.</summary>
/// <param name="Descriptor">Its descriptor.</param>
/// <param name="Enabled">Whether it does.</param>
internal sealed record TensorQuantizerDescription(QuantDescriptor Descriptor, bool Enabled) : QuantizerDescription(Enabled)
{
    /// <inheritdoc/>
    public override string Key => "._amax";

    /// <summary>That of a quantizer of a model.</summary>
    public static TensorQuantizerDescription Of(TensorQuantizer quantizer) =>
        new(quantizer.Descriptor, quantizer.Enabled && quantizer.QuantEnabled);

    /// <inheritdoc/>
    protected override bool QuantizesAs(QuantizerDescription other) =>
        other is TensorQuantizerDescription { Descriptor: var descriptor } && Essence(Descriptor) == Essence(descriptor);

    /// <inheritdoc/>
    protected override string Text() => Essence(Descriptor).ToString()[nameof(QuantDescriptor).Length..];

    // Name, collector and the range that it starts with change no number once a range is loaded.
    private static QuantDescriptor Essence(QuantDescriptor descriptor) =>
        descriptor with { Name = null, Calibrator = default, Amax = null, AmaxShape = null };
}
