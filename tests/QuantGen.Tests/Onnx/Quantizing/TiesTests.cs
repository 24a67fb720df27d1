using QuantGen.Graph;
using QuantGen.Onnx;
using QuantGen.PowerOfTwo;
using QuantGen.Testing.Onnx;
using QuantGen.Tests.Onnx.Support;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Onnx.Quantizing;

/// <summary>Quantizers that round ties upwards, in files whose QuantizeLinear rounds them to even: the same levels all the same.</summary>
public sealed class TiesTests : IDisposable
{
    private const float Step = 1f / 16;
    private readonly TorchSharp.DisposeScope _scope = NewDisposeScope();
    private readonly HandGraph _hand = new();

    public TiesTests() => manual_seed(23);

    [OnnxRuntimeTheory]
    [InlineData(true, OnnxTarget.OnnxRuntime)]
    [InlineData(false, OnnxTarget.OnnxRuntime)]
    [InlineData(true, OnnxTarget.TensorRT)]
    public void ConvolutionsWithBiasesOnTheGridOrWithout(bool hasBias, OnnxTarget target)
    {
        var y = Up(_hand.Add("Relu", [Conv(Up(_hand.Input(4, 8, 12, 12), Step), hasBias)]), Step, unsigned: true);

        Check(y, new() { Target = target });
    }

    [OnnxRuntimeFact]
    public void ResidualNet()
    {
        var x = Up(_hand.Input(4, 8, 12, 12), Step);
        var first = Up(_hand.Add("Relu", [Conv(x, hasBias: true)]), Step, unsigned: true);
        var sum = _hand.Add("Add", [Up(Conv(first, hasBias: false), Step / 2), x]);
        var pooled = _hand.Add("GlobalAveragePool", [_hand.Add("MaxPool", [Up(_hand.Add("Relu", [sum]), Step, unsigned: true)], new() { { "kernel_shape", (long[])[3, 3] }, { "strides", (long[])[3, 3] } })]);
        var features = _hand.Add("Flatten", [Up(pooled, Step / 2, unsigned: true)]);

        Check(Up(_hand.Add(GraphOperators.Linear, [features, Up(_hand.Weight("fc", 50, 8), 1f / 64)]), Step), new() { Target = OnnxTarget.OnnxRuntime });
    }

    [OnnxRuntimeFact]
    public void ToEvenWhereThatIsAskedFor()
    {
        var y = Up(Conv(Up(_hand.Input(4, 8, 12, 12), Step), hasBias: true), Step);
        var options = new OnnxOptions { Target = OnnxTarget.OnnxRuntime, TiesToEven = true };
        var graph = _hand.Build(y);

        var report = Exported.Verify(_hand, graph, options);

        Assert.InRange(report.Mismatches(ExportRunner.OnnxRuntime), 1, 100);
        Assert.DoesNotContain(OnnxExport.ToModel(graph, options).Graph.Initializers, static tensor => tensor.Name.Contains("raised", StringComparison.Ordinal));
    }

    [Fact]
    public void OtherRoundingIsRefused()
    {
        var graph = _hand.Build(_hand.Quantize(_hand.Input(5), HandGraph.Levels(Step) with { Rounding = FixedPointRounding.TowardZero }));

        Assert.Contains("/FakeQuantize: it rounds TowardZero", Assert.Throws<OnnxException>(() => OnnxExport.ToModel(graph, new() { Target = OnnxTarget.OnnxRuntime })).Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _hand.Dispose();
        _scope.Dispose();
    }

    private GraphInfo Up(GraphInfo value, float scale, bool unsigned = false) => _hand.Quantize(value, HandGraph.Levels(scale, unsigned) with { Rounding = FixedPointRounding.HalfUp });

    private GraphInfo Conv(GraphInfo x, bool hasBias)
    {
        var weight = Up(_hand.Weight("w", 8, x.Shape[1], 3, 3), 1f / 64);
        var bias = _hand.Quantize(_hand.Weight("b", 8), HandGraph.Levels(1f / 256, bits: 16));
        return _hand.Add("Conv", hasBias ? [x, weight, bias] : [x, weight], new() { { "pads", (long[])[1, 1, 1, 1] } });
    }

    private void Check(GraphInfo output, OnnxOptions options)
    {
        var graph = _hand.Build(output);
        var report = Exported.Verify(_hand, graph, options);

        Assert.True(report.FirstDifference is null, report.ToString());
        Assert.Equal(0, report.Mismatches(ExportRunner.OnnxRuntime));
        Assert.InRange(report.Outputs[^1].MostLevels!.Value, 0, 2);
        Assert.NotEqual(0, Exported.Verify(_hand, graph, options with { TiesToEven = true }).Mismatches(ExportRunner.OnnxRuntime));
    }
}
