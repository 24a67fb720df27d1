using QuantGen.LowBit;
using QuantGen.PowerOfTwo;
using QuantGen.Quantizers;
using static TorchSharp.torch;

namespace QuantGen.Checkpoints;

/// <summary>How a quantizer of the model that was saved quantizes, or a layer that quantizes its own weight.</summary>
/// <param name="Enabled">Whether it does.</param>
internal abstract record QuantizerDescription(bool Enabled)
{
    /// <summary>What the key of a tensor that the quantizer needs has behind its path: what its path is renamed with.</summary>
    public abstract string Key { get; }

    /// <summary>That of a part of a model: a <see cref="TensorQuantizer"/>, <see cref="Pact2"/>, <see cref="PowerOfTwoLayer"/> or <see cref="LowBitQuantizer"/>.</summary>
    public static QuantizerDescription Of(nn.Module part) => part switch
    {
        Pact2 quantizer => Pact2Description.Of(quantizer),
        PowerOfTwoLayer layer => PowerOfTwoLayerDescription.Of(layer),
        LowBitQuantizer quantizer => LowBitDescription.Of(quantizer),
        _ => TensorQuantizerDescription.Of((TensorQuantizer)part),
    };

    /// <summary>How it differs from that of a file; null when both give the same numbers for the same range.</summary>
    /// <param name="name">The path of the quantizer.</param>
    /// <param name="file">That of the file; null when the file knows no such quantizer.</param>
    public CheckpointDifference? DifferenceFrom(string name, QuantizerDescription? file)
    {
        if (file is null)
            return Enabled ? new CheckpointDifference(name, "without it", ToString()) : null;

        return Enabled == file.Enabled && (!Enabled || QuantizesAs(file)) ? null : new CheckpointDifference(name, file.ToString(), ToString());
    }

    /// <summary>What differs from one to another: <c>(8bit fake per-tensor)</c>, or <c>off</c>.</summary>
    public sealed override string ToString() => Enabled ? Text() : "off";

    /// <summary>Whether another one gives the same numbers for the same range.</summary>
    protected abstract bool QuantizesAs(QuantizerDescription other);

    /// <summary>How it quantizes, in parentheses.</summary>
    protected abstract string Text();
}
