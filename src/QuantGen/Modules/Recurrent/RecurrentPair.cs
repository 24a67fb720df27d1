using QuantGen.Quantizers;

namespace QuantGen.Modules;

/// <summary>The quantizers of one recurrent layer in one direction.</summary>
internal sealed class RecurrentPair(QuantDescriptor? input, QuantDescriptor? weight)
{
    /// <summary>Quantizes the input and the state beside it.</summary>
    public TensorQuantizer Input { get; } = QuantInputLayer.Quantizer(input ?? QuantInputLayer.DefaultInput);

    /// <summary>Quantizes the weights of input and state side by side.</summary>
    public TensorQuantizer Weight { get; } = QuantInputLayer.Quantizer(weight ?? QuantDescriptor.Int8LinearWeightPerRow);

    /// <summary>Whether neither does anything.</summary>
    public bool IsIdle => Input.IsIdle && Weight.IsIdle;
}
