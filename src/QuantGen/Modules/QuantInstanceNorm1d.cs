using QuantGen.Quantizers;
using TorchSharp.Modules;

namespace QuantGen.Modules;

/// <summary>An instance normalization of sequences that quantizes its input.</summary>
public sealed class QuantInstanceNorm1d : QuantInstanceNorm
{
    /// <summary>Takes over a float layer, whose parameters and statistics are copied.</summary>
    /// <param name="layer">The float layer, which stays as it is.</param>
    /// <param name="input">How the input is quantized; null for signed 8 bit with one range.</param>
    /// <exception cref="ArgumentException">The descriptor asks for integer levels.</exception>
    public QuantInstanceNorm1d(InstanceNorm1d layer, QuantDescriptor? input = null)
        : base(nameof(QuantInstanceNorm1d), layer, rank: 3, input)
    {
    }
}
