using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>A linear layer with a weight and a bias of power-of-two scales.</summary>
public sealed class PowerOfTwoLinear : PowerOfTwoLayer
{
    /// <summary>Takes over a float layer, whose parameters are copied.</summary>
    /// <param name="layer">The float layer, which stays as it is.</param>
    /// <param name="options">How weight and bias are quantized; null for the defaults, one range for the weight among them.</param>
    /// <param name="weightBits">The bit width of the weight, 1 to 16.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bit width is not in 1..16.</exception>
    /// <exception cref="QuantizationException">The weight has a range for each channel, and the bias mode needs one for all.</exception>
    public PowerOfTwoLinear(Linear layer, PowerOfTwoOptions? options = null, int weightBits = 8)
        : base(nameof(PowerOfTwoLinear), layer.weight, layer.bias, Features(layer), options, weightBits)
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
    /// <remarks>Of (N, L, C) a batch normalization takes axis 1 for its channels.</remarks>
    internal override bool MergesInto(long rank) => rank == 2;

    /// <inheritdoc/>
    private protected override Tensor Compute(Tensor input, Tensor weight, Tensor? bias) => nn.functional.linear(input, weight, bias);

    private static WeightLayout Features(Linear layer) => new(layer.in_features, layer.out_features, Groups: 1, Transposed: false);
}
