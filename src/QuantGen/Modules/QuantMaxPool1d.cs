using QuantGen.Quantizers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <summary>A one-dimensional maximum pool that quantizes its input.</summary>
public sealed class QuantMaxPool1d : QuantInputLayer
{
    /// <summary>Takes over a float layer.</summary>
    /// <param name="layer">The float layer, which stays as it is.</param>
    /// <param name="input">How the input is quantized; null for signed 8 bit with one range.</param>
    /// <exception cref="ArgumentException">The descriptor asks for integer levels.</exception>
    public QuantMaxPool1d(MaxPool1d layer, QuantDescriptor? input = null)
        : base(nameof(QuantMaxPool1d), input)
    {
        kernel_size = layer.kernel_size;
        stride = layer.stride;
        padding = layer.padding;
        dilation = layer.dilation;
        ceil_mode = layer.ceil_mode;
        Complete(layer);
    }

    /// <summary>The extent of the window.</summary>
    public long kernel_size { get; }

    /// <summary>The step of the window; null for its extent.</summary>
    public long? stride { get; }

    /// <summary>How far the window reaches over both sides; null for not at all.</summary>
    public long? padding { get; }

    /// <summary>The distance between the elements of the window; null for neighbours.</summary>
    public long? dilation { get; }

    /// <summary>Whether a window that is only partly inside counts.</summary>
    public bool ceil_mode { get; }

    /// <inheritdoc/>
    private protected override Tensor Apply(Tensor input, TensorQuantizer inputQuantizer) =>
        nn.functional.max_pool1d(input, kernel_size, stride, padding, dilation, ceil_mode);
}
