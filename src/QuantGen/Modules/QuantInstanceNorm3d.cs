using QuantGen.Quantizers;
using TorchSharp.Modules;

namespace QuantGen.Modules;

/// <summary>An instance normalization of volumes that quantizes its input.</summary>
public sealed class QuantInstanceNorm3d : QuantInstanceNorm
{
    /// <summary>Takes over a float layer, whose parameters and statistics are copied.</summary>
    /// <param name="layer">The float layer, which stays as it is.</param>
    /// <param name="input">How the input is quantized; null for signed 8 bit with one range.</param>
    /// <exception cref="ArgumentException">The descriptor asks for integer levels.</exception>
    public QuantInstanceNorm3d(InstanceNorm3d layer, QuantDescriptor? input = null)
        : base(nameof(QuantInstanceNorm3d), layer, rank: 5, input)
    {
    }
}
