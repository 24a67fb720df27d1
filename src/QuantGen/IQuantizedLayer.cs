using QuantGen.Quantizers;

namespace QuantGen;

/// <summary>
/// A layer that quantizes its inputs, its weights or both. QuantGen's own quantized layers implement it; so does a layer of yours that is to
/// take part in calibration, overrides by name, sensitivity and reports like them.
/// </summary>
/// <remarks>
/// The quantizers must be registered in the layer, as a field of type <see cref="TensorQuantizer"/> is. Calibration, naming and saving reach
/// every registered quantizer; what this interface adds is which of them are weights, and of what.
/// </remarks>
public interface IQuantizedLayer
{
    /// <summary>The quantizers of what the layer receives, in the order of its inputs. Empty for a layer that quantizes weights only.</summary>
    IEnumerable<TensorQuantizer> InputQuantizers { get; }

    /// <summary>The weights that are quantized, each with its quantizer, as they are now. Empty for a layer without weights.</summary>
    IEnumerable<QuantizedWeight> QuantizedWeights { get; }
}
