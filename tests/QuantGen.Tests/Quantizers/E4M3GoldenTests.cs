using QuantGen.Quantizers;
using QuantGen.Testing.Golden;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Quantizers;

public sealed class E4M3GoldenTests
{
    [GoldenTheory("e4m3")]
    [GoldenData("e4m3")]
    public void ValuesAreThePeersBitForBit(GoldenCase vector)
    {
        using var scope = NewDisposeScope();
        var amax = vector["amax"].IsNull ? null : vector["amax"].Tensor();
        Bits.Equal(vector["fake"].Tensor(), FakeQuantization.ApplyE4M3(vector["x"].Tensor(), amax), "value");
    }

    [GoldenTheory("doc_examples")]
    [GoldenData("doc_examples")]
    public void DocumentedExamplesAreReproduced(GoldenCase vector)
    {
        using var scope = NewDisposeScope();
        var x = vector["x"].Tensor();
        if (vector.Has("unscaled"))
        {
            // A table of numbers, which knows no sign of zero.
            Assert.Equal(vector["unscaled"].Floats, Tensors.Floats(FakeQuantization.ApplyE4M3(x)));
            Assert.Equal(vector["scaled_by_absmax_2.0"].Floats, Tensors.Floats(FakeQuantization.ApplyE4M3(x, tensor(2f))));
            return;
        }

        var amax = x.abs().max();
        Bits.Equal(vector["fake_8bit"].Tensor(), FakeQuantization.Apply(x, amax), "value");
        var (levels, scale) = FakeQuantization.Quantize(x, amax);
        Bits.Equal(vector["q_8bit"].Tensor(), levels, "level");
        Assert.Equal((float)vector["scale"].Number, scale.item<float>());
    }
}
