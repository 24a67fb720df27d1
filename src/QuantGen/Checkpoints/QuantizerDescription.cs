using QuantGen.Quantizers;

namespace QuantGen.Checkpoints;

/// <summary>How a quantizer of the model that was saved quantizes.</summary>
/// <param name="Descriptor">Its descriptor.</param>
/// <param name="Enabled">Whether it does.</param>
internal sealed record QuantizerDescription(QuantDescriptor Descriptor, bool Enabled)
{
    /// <summary>That of a quantizer of a model.</summary>
    public static QuantizerDescription Of(TensorQuantizer quantizer) =>
        new(quantizer.Descriptor, quantizer.Enabled && quantizer.QuantEnabled);

    /// <summary>How it differs from that of a file; null when both give the same numbers for the same range.</summary>
    /// <param name="name">The path of the quantizer.</param>
    /// <param name="file">That of the file; null when the file knows no such quantizer.</param>
    public CheckpointDifference? DifferenceFrom(string name, QuantizerDescription? file)
    {
        if (file is null)
            return Enabled ? new CheckpointDifference(name, "without it", ToString()) : null;

        return Enabled == file.Enabled && (!Enabled || Essence(Descriptor) == Essence(file.Descriptor))
            ? null
            : new CheckpointDifference(name, file.ToString(), ToString());
    }

    /// <summary>What differs from one to another: <c>(8bit fake per-tensor)</c>, or <c>off</c>.</summary>
    public override string ToString() => Enabled ? Essence(Descriptor).ToString()[nameof(QuantDescriptor).Length..] : "off";

    // Name, collector and the range that it starts with change no number once a range is loaded.
    private static QuantDescriptor Essence(QuantDescriptor descriptor) =>
        descriptor with { Name = null, Calibrator = default, Amax = null, AmaxShape = null };
}
