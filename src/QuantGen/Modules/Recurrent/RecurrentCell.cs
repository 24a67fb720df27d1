using QuantGen.Quantizers;
using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <summary>A recurrent cell's float layer with its pair of quantizers.</summary>
/// <typeparam name="T">The type of the float layer.</typeparam>
/// <param name="layer">The float layer, which belongs to the cell.</param>
/// <param name="input">How inputs and states are quantized.</param>
/// <param name="weight">How weights are quantized.</param>
internal sealed class RecurrentCell<T>(T layer, QuantDescriptor? input, QuantDescriptor? weight) : IDisposable
    where T : nn.Module
{
    private const string InputWeight = "weight_ih";
    private const string HiddenWeight = "weight_hh";

    /// <summary>The quantizers.</summary>
    public RecurrentPair Pair { get; } = new(input, weight);

    /// <summary>The float layer and its parameters.</summary>
    public SharedParameters<T> Parameters { get; } = new(layer);

    /// <summary>The weights with their quantizer.</summary>
    public QuantizedWeight Weight => new(Pair.Weight, [Parameters[InputWeight], Parameters[HiddenWeight]], joinAxis: 1);

    /// <summary>The bias beside the input's weight, or null.</summary>
    public Tensor? InputBias => Parameters.Find("bias_ih");

    /// <summary>The bias beside the state's weight, or null.</summary>
    public Tensor? HiddenBias => Parameters.Find("bias_hh");

    /// <summary>The state that a sequence starts with when none is given.</summary>
    public Tensor Zeros(Tensor input) => zeros([input.size(0), Parameters[HiddenWeight].size(1)], input.dtype, input.device);

    /// <summary>Quantizes an input and a state side by side, and both weights side by side.</summary>
    /// <param name="input">(batch, inputs).</param>
    /// <param name="hidden">(batch, hidden).</param>
    /// <param name="isPrivate">Whether a single operator reads each of the results.</param>
    public (Tensor Values, Tensor Weight) Quantize(Tensor input, Tensor hidden, bool isPrivate) => (
        Pair.Input.Pass(cat([input, hidden], 1), isPrivate),
        Pair.Weight.Pass(cat([Parameters[InputWeight], Parameters[HiddenWeight]], 1), isPrivate));

    /// <inheritdoc/>
    public void Dispose() => Parameters.Dispose();
}
