using QuantGen.Quantizers;
using QuantGen.Testing.Golden;
using static TorchSharp.torch;

namespace QuantGen.Tests.Quantizers;

public sealed class AffineGoldenTests
{
    [GoldenTheory("affine")]
    [GoldenData("affine")]
    public void AffineValuesAndGradientsAreThePeersBitForBit(GoldenCase vector)
    {
        using var scope = NewDisposeScope();
        var (y, gradient) = Bits.Run(vector["x"].Tensor(), vector["grad_out"].Tensor(), x => FakeQuantization.ApplyAffine(
            x, (float)vector["min"].Number, (float)vector["max"].Number, vector["bits"].Integer));
        Bits.Equal(vector["fake"].Tensor(), y, "value");
        Bits.Equal(vector["grad_in"].Tensor(), gradient, "gradient");
    }
}
