using QuantGen.Graph;
using QuantGen.PowerOfTwo;
using QuantGen.Quantizers;
using QuantGen.Tests.Graph.Support;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Graph;

/// <summary>Rounding to levels in a graph is the library's own, bit for bit.</summary>
public sealed class FakeQuantizeTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Tensor _input = new Sample([3, 40, 11]).Draw(1);

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData(8, false, true, 2.3f)]
    [InlineData(8, false, false, 1.7f)]
    [InlineData(4, false, true, 0.9f)]
    [InlineData(16, false, true, 3f)]
    [InlineData(8, false, true, 0f)]
    public void OneRange(int bits, bool unsigned, bool narrow, float amax)
    {
        var grid = IntegerGrid.Of(bits, unsigned, narrow);
        var quantization = Of(bits, grid.Lower, grid.Upper, [amax == 0 ? 1 : amax / grid.Upper]) with { Amax = [amax] };
        Same.Bits(FakeQuantization.Apply(_input, tensor(amax), bits, unsigned, narrow), Run(_input, quantization));
    }

    [Fact]
    public void WithoutSign()
    {
        var input = _input.relu();
        var quantization = Of(8, 0, 255, [1.9f / 255]) with { Amax = [1.9f] };
        Same.Bits(FakeQuantization.Apply(input, tensor(1.9f), unsigned: true), Run(input, quantization));
        Assert.Throws<QuantizationException>(() => Run(_input, quantization));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void ARangeForEachIndexOfAnAxis(int axis)
    {
        var amax = new Sample([_input.size(axis)], SampleKind.Positive).Draw(2);
        var ranges = Tensors.Floats(amax);
        var shape = new long[] { 1, 1, 1 };
        shape[axis] = -1;
        var quantization = Of(8, -127, 127, [.. ranges.Select(static range => range / 127)]) with { Amax = ranges, Axis = axis };
        Same.Bits(FakeQuantization.Apply(_input, amax.reshape(shape)), Run(_input, quantization));
    }

    [Theory]
    [InlineData(FixedPointRounding.HalfUp, false)]
    [InlineData(FixedPointRounding.HalfAwayFromZero, true)]
    [InlineData(FixedPointRounding.HalfToEven, true)]
    [InlineData(FixedPointRounding.TowardZero, true)]
    public void PowersOfTwo(FixedPointRounding rounding, bool signed)
    {
        var format = new FixedPointFormat(8, signed, rounding);
        var ties = new Sample([40, 13], SampleKind.Halves).Draw(3) / 16;
        var quantization = Of(8, (long)format.Lowest, (long)format.Highest, [1 / format.Scale(2f)]) with { Rounding = rounding };
        foreach (var input in (Tensor[])[_input, ties])
            Same.Bits(FixedPoint.FakeQuantize(input, 2f, format), Run(input, quantization));
    }

    [Fact]
    public void PowersOfTwoForEachChannel()
    {
        var format = FixedPointFormat.Weight(8);
        var clip = tensor([0.5f, 1, 4], [3, 1, 1]);
        var quantization = Of(8, -128, 127, [.. Tensors.Floats(clip).Select(bound => 1 / format.Scale(bound))]) with { Rounding = format.Rounding, Axis = 0 };
        Same.Bits(FixedPoint.FakeQuantize(_input, clip, format), Run(_input, quantization));
    }

    [Fact]
    public void LevelsOfABiasGoBeyondFloats()
    {
        var quantization = Of(32, int.MinValue, int.MaxValue, [1e-9f]);
        var input = tensor([0.123456789f, -0.3f]);
        var expected = Tensors.Floats(input).Select(static value => (float)Math.Round(value / (double)1e-9f) * 1e-9f).ToArray();
        Assert.Equal(expected, Tensors.Floats(Run(input, quantization)));
    }

    [Fact]
    public void TheValueKnowsHowItWasQuantized()
    {
        var quantization = Of(8, -128, 127, [0.5f]);
        using var graph = Graph(quantization, [2]);
        Assert.Same(quantization, graph.Outputs[0].Quantization);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void ScalesThatAreNoneAreRefused(float scale) => Assert.Equal(
        "/FakeQuantize: FakeQuantize: a scale is zero, negative or not finite: calibrate the quantizer anew.",
        Assert.Throws<GraphException>(() => Graph(Of(8, -128, 127, [scale]), [2])).Message);

    [Fact]
    public void ScalesThatDoNotFitTheAxisAreRefused()
    {
        Assert.Throws<GraphException>(() => Graph(Of(8, -128, 127, [1, 1]) with { Axis = 0 }, [3]));
        Assert.Throws<GraphException>(() => Graph(Of(8, -128, 127, [1, 1]), [2]));
        Assert.Throws<GraphException>(() => Graph(Of(8, -128, 127, [1]) with { Amax = [1, 2] }, [2]));
        Assert.Throws<GraphException>(() => Graph(Of(8, -128, 127, [1]) with { Amax = [-1] }, [2]));
    }

    private static Quantization Of(int bits, double lowest, double highest, float[] scales) =>
        new() { Bits = bits, LowestLevel = (long)lowest, HighestLevel = (long)highest, Scales = scales };

    private static QuantGraph Graph(Quantization quantization, long[] shape) => TracedFunction.Graph(
        x => GraphValue.Apply(GraphOperators.FakeQuantize, [x], new() { { GraphOperators.QuantizationAttribute, quantization } }), shape);

    private static Tensor Run(Tensor input, Quantization quantization)
    {
        using var graph = Graph(quantization, input.shape);
        return new GraphInterpreter(graph).Run(input)[0];
    }
}
