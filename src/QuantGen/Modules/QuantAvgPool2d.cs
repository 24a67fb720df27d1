using QuantGen.Quantizers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <summary>A two-dimensional average pool that quantizes its input.</summary>
public sealed class QuantAvgPool2d : QuantInputLayer
{
    /// <summary>Takes over a float layer.</summary>
    /// <param name="layer">The float layer, which stays as it is.</param>
    /// <param name="input">How the input is quantized; null for signed 8 bit with one range.</param>
    /// <exception cref="ArgumentException">The descriptor asks for integer levels.</exception>
    public QuantAvgPool2d(AvgPool2d layer, QuantDescriptor? input = null)
        : base(nameof(QuantAvgPool2d), input)
    {
        kernel_size = [.. layer.kernel_size];
        stride = [.. layer.stride ?? layer.kernel_size];
        padding = [.. layer.padding ?? new long[2]];
        ceil_mode = layer.ceil_mode;
        count_include_pad = layer.count_include_pad;
        divisor_override = layer.divisor_override;
        Complete(layer);
    }

    /// <summary>The extent of the window.</summary>
    public long[] kernel_size { get; }

    /// <summary>The step of the window.</summary>
    public long[] stride { get; }

    /// <summary>The zeros on both sides.</summary>
    public long[] padding { get; }

    /// <summary>Whether a window that is only partly inside counts.</summary>
    public bool ceil_mode { get; }

    /// <summary>Whether zeros of the padding count as elements.</summary>
    public bool count_include_pad { get; }

    /// <summary>What sums are divided by in place of the number of elements; null for that number.</summary>
    public long? divisor_override { get; }

    /// <inheritdoc/>
    private protected override Tensor Apply(Tensor input, TensorQuantizer inputQuantizer) =>
        nn.functional.avg_pool2d(input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override);
}
