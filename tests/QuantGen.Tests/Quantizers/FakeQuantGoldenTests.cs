using QuantGen.Quantizers;
using QuantGen.Testing.Golden;
using static TorchSharp.torch;

namespace QuantGen.Tests.Quantizers;

public sealed class FakeQuantGoldenTests
{
    [GoldenTheory("fake_quant")]
    [GoldenData("fake_quant")]
    public void ValuesAndGradientsOfTheKernelAreThePeersBitForBit(GoldenCase vector) =>
        Compare(vector, static (x, amax, grid) => FakeQuantization.Apply(x, amax, grid, isPrivate: false));

    [GoldenTheory("fake_quant")]
    [GoldenData("fake_quant")]
    public void ValuesAndGradientsInPlaceAreThePeersBitForBit(GoldenCase vector) =>
        Compare(vector, static (x, amax, grid) => FakeQuantization.Apply(x, amax, grid, isPrivate: true));

    [GoldenTheory("fake_quant")]
    [GoldenData("fake_quant")]
    public void ValuesAndGradientsOfComposedOperatorsAreThePeersBitForBit(GoldenCase vector) =>
        Compare(vector, FakeQuantOperators.FakeQuantize);

    [GoldenTheory("fake_quant")]
    [GoldenData("fake_quant")]
    public void LevelsAndScaleAreThePeersBitForBit(GoldenCase vector)
    {
        using var scope = NewDisposeScope();
        var (levels, scale) = FakeQuantization.Quantize(
            vector["x"].Tensor(), vector["amax"].Tensor(), vector["bits"].Integer, vector["unsigned"].Flag, vector["narrow_range"].Flag);
        Bits.Equal(vector["scale"].Tensor(), scale, "scale");
        if (vector.Has("q"))
            Bits.Equal(vector["q"].Tensor(), levels, "level");
    }

    private static void Compare(GoldenCase vector, Func<Tensor, Tensor, IntegerGrid, Tensor> quantize)
    {
        using var scope = NewDisposeScope();
        var grid = IntegerGrid.Of(vector["bits"].Integer, vector["unsigned"].Flag, vector["narrow_range"].Flag);
        var amax = vector["amax"].Tensor();
        var (y, gradient) = Bits.Run(vector["x"].Tensor(), vector["grad_out"].Tensor(), x => quantize(x, amax, grid));
        Bits.Equal(vector["fake"].Tensor(), y, "value");
        Bits.Equal(vector["grad_in"].Tensor(), gradient, "gradient");
    }
}
