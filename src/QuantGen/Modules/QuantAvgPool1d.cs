using QuantGen.Quantizers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <summary>A one-dimensional average pool that quantizes its input.</summary>
public sealed class QuantAvgPool1d : QuantInputLayer
{
    /// <summary>Takes over a float layer.</summary>
    /// <param name="layer">The float layer, which stays as it is.</param>
    /// <param name="input">How the input is quantized; null for signed 8 bit with one range.</param>
    /// <exception cref="ArgumentException">The descriptor asks for integer levels.</exception>
    public QuantAvgPool1d(AvgPool1d layer, QuantDescriptor? input = null)
        : base(nameof(QuantAvgPool1d), input)
    {
        kernel_size = layer.kernel_size;
        stride = layer.stride;
        padding = layer.padding;
        ceil_mode = layer.ceil_mode;
        count_include_pad = layer.count_include_pad;
        Complete(layer);
    }

    /// <summary>The extent of the window.</summary>
    public long kernel_size { get; }

    /// <summary>The step of the window; null for its extent.</summary>
    public long? stride { get; }

    /// <summary>The zeros on both sides; null for none.</summary>
    public long? padding { get; }

    /// <summary>Whether a window that is only partly inside counts.</summary>
    public bool ceil_mode { get; }

    /// <summary>Whether zeros of the padding count as elements.</summary>
    public bool count_include_pad { get; }

    /// <inheritdoc/>
    private protected override Tensor Apply(Tensor input, TensorQuantizer inputQuantizer) =>
        nn.functional.avg_pool1d(input, kernel_size, stride, padding, ceil_mode, count_include_pad);
}
