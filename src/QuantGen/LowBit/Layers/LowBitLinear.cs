using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>A linear layer that quantizes its input and its weight to few levels.</summary>
public sealed class LowBitLinear : LowBitLayer
{
    /// <summary>Takes over a float layer, whose parameters are copied.</summary>
    /// <param name="layer">The float layer, which stays as it is.</param>
    /// <param name="options">How each side is quantized. A side that is null, or of <see cref="LowBitAlgorithm.None"/>, stays in float.</param>
    /// <exception cref="ArgumentException">An option is set that the algorithm does not look at.</exception>
    /// <exception cref="QuantizationException">An algorithm has no such side, number of levels or groups.</exception>
    public LowBitLinear(Linear layer, LowBitOptions options)
        : base(nameof(LowBitLinear), Checked(layer).weight, layer.bias, new OutputsFirst(layer.in_features, layer.out_features, Groups: 1, Transposed: false), dimensions: 0, options)
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
    private protected override Tensor Apply(Tensor input, Tensor weight) => nn.functional.linear(QuantizeInput(input), weight, bias);

    private static Linear Checked(Linear layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return layer;
    }
}
