using QuantGen.Quantizers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <summary>A one-dimensional average pool to a given output size that quantizes its input.</summary>
public sealed class QuantAdaptiveAvgPool1d : QuantInputLayer
{
    /// <summary>Takes over a float layer.</summary>
    /// <param name="layer">The float layer, which stays as it is.</param>
    /// <param name="input">How the input is quantized; null for signed 8 bit with one range.</param>
    /// <exception cref="ArgumentException">The descriptor asks for integer levels.</exception>
    public QuantAdaptiveAvgPool1d(AdaptiveAvgPool1d layer, QuantDescriptor? input = null)
        : base(nameof(QuantAdaptiveAvgPool1d), input)
    {
        output_size = layer.output_size;
        Complete(layer);
    }

    /// <summary>The extent of the output.</summary>
    public long output_size { get; }

    /// <inheritdoc/>
    private protected override Tensor Apply(Tensor input, TensorQuantizer inputQuantizer) => nn.functional.adaptive_avg_pool1d(input, output_size);
}
