using QuantGen.Quantizers;
using TorchSharp.Modules;

namespace QuantGen.Modules;

/// <summary>An instance normalization of images that quantizes its input.</summary>
public sealed class QuantInstanceNorm2d : QuantInstanceNorm
{
    /// <summary>Takes over a float layer, whose parameters and statistics are copied.</summary>
    /// <param name="layer">The float layer, which stays as it is.</param>
    /// <param name="input">How the input is quantized; null for signed 8 bit with one range.</param>
    /// <exception cref="ArgumentException">The descriptor asks for integer levels.</exception>
    public QuantInstanceNorm2d(InstanceNorm2d layer, QuantDescriptor? input = null)
        : base(nameof(QuantInstanceNorm2d), layer, rank: 4, input)
    {
    }
}
