using TorchSharp;

namespace QuantGen;

/// <summary>
/// A float model that has a quantized twin. The generated half of every annotated class implements it, and so does a layer of your own whose
/// quantized form you write yourself; see <see cref="IQuantizedLayer"/>.
/// </summary>
public interface IQuantizable
{
    /// <summary>Makes the quantized twin. Weights and buffers are copied; this model stays as it is.</summary>
    /// <param name="options">Overrides what the class's <see cref="QuantizeAttribute"/> says; null changes nothing.</param>
    /// <returns>A new module, uncalibrated, in the same training or evaluation mode.</returns>
    torch.nn.Module ToQuantized(QuantizationOptions? options = null);
}
