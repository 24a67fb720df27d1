using QuantGen.Quantizers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <summary>A linear layer that quantizes its input and its weight.</summary>
public sealed class QuantLinear : QuantWeightedLayer
{
    /// <summary>Takes over a float layer, whose parameters are copied.</summary>
    /// <param name="layer">The float layer, which stays as it is.</param>
    /// <param name="input">How the input is quantized; null for signed 8 bit with one range.</param>
    /// <param name="weight">How the weight is quantized; null for signed 8 bit with a range for each output feature.</param>
    /// <exception cref="ArgumentException">A descriptor asks for integer levels.</exception>
    public QuantLinear(Linear layer, QuantDescriptor? input = null, QuantDescriptor? weight = null)
        : base(nameof(QuantLinear), layer.weight, layer.bias, input, weight ?? QuantDescriptor.Int8LinearWeightPerRow)
    {
        in_features = layer.in_features;
        out_features = layer.out_features;
        Complete(layer);
    }

    /// <summary>The number of input features.</summary>
    public long in_features { get; }

    /// <summary>The number of output features.</summary>
    public long out_features { get; }

    /// <inheritdoc/>
    private protected override long Outputs => out_features;

    /// <inheritdoc/>
    private protected override bool MakesFreshGradients => true;

    /// <inheritdoc/>
    /// <remarks>Of (N, L, C) a batch normalization takes axis 1 for its channels.</remarks>
    internal override bool MergesInto(long rank) => rank == 2;

    /// <inheritdoc/>
    private protected override Tensor Compute(Tensor input, Tensor weight, Tensor? bias) => nn.functional.linear(input, weight, bias);
}
