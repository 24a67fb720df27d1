using QuantGen.Graph;
using QuantGen.Onnx;
using QuantGen.Testing.Onnx;
using QuantGen.Tests.Onnx.Support;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Onnx.Quantizing;

/// <summary>
/// What ONNX Runtime makes of the pairs that the exporter writes: which layers become integer kernels. Each model is also right: without optimizations no element differs from the interpreter's,
/// and with them none by more than a level.
/// </summary>
public sealed class FusionTests : IDisposable
{
    private const float Scale = 0.031f;
    private readonly TorchSharp.DisposeScope _scope = NewDisposeScope();
    private readonly HandGraph _hand = new();

    public FusionTests() => manual_seed(5);

    [OnnxRuntimeFact]
    public void ConvolutionWithRelu()
    {
        var y = _hand.Quantize(_hand.Add("Relu", [Conv(_hand.Quantize(_hand.Input(1, 8, 9, 9), Scale), 16)]), Scale, unsigned: true);

        Check(y, "1 DequantizeLinear, 1 QLinearConv, 1 QuantizeLinear");
    }

    [OnnxRuntimeFact]
    public void ConvolutionWithReluAndLevelsWithSign()
    {
        var y = _hand.Quantize(_hand.Add("Relu", [Conv(_hand.Quantize(_hand.Input(1, 8, 9, 9), Scale), 16)]), Scale);

        Check(y, "1 DequantizeLinear, 1 QLinearConv, 1 QLinearLeakyRelu, 1 QuantizeLinear");
    }

    [OnnxRuntimeFact]
    public void ABlockThatQuantizesAnotherBlocksResultOnceMore()
    {
        var x = _hand.Quantize(_hand.Add("Relu", [Conv(_hand.Quantize(_hand.Input(1, 8, 9, 9), Scale), 8)]), Scale, unsigned: true);
        var again = _hand.Quantize(x, 2 * Scale);
        var sum = _hand.Add("Add", [_hand.Quantize(Conv(again, 8), Scale), _hand.Quantize(x, 2 * Scale)]);

        Check(_hand.Quantize(_hand.Add("Relu", [sum]), Scale, unsigned: true), "1 DequantizeLinear, 1 QLinearAdd, 2 QLinearConv, 1 QLinearLeakyRelu, 1 QuantizeLinear");
    }

    [OnnxRuntimeFact]
    public void ConvolutionWithClip()
    {
        var clipped = _hand.Add("Clip", [Conv(_hand.Quantize(_hand.Input(1, 8, 9, 9), Scale), 16)], new() { { "min", 0f }, { "max", 6f } });

        Check(_hand.Quantize(clipped, 6f / 255, unsigned: true), "1 DequantizeLinear, 1 QLinearConv, 1 QuantizeLinear");
    }

    [OnnxRuntimeTheory]
    [InlineData(6f, false, "1 QLinearLeakyRelu")]
    [InlineData(1f, false, "1 Clip")]
    [InlineData(1f, true, "1 Clip")]
    public void ConvolutionWithAClipThatTheLevelsDoNotCover(float bound, bool unsigned, string expected)
    {
        var clipped = _hand.Add("Clip", [Conv(_hand.Quantize(_hand.Input(1, 8, 9, 9), Scale), 16)], new() { { "min", 0f }, { "max", bound } });

        CheckHas(_hand.Quantize(clipped, Scale, unsigned), expected);
    }

    [OnnxRuntimeFact]
    public void ABiasInFloatingPoint()
    {
        var y = _hand.Quantize(Conv(_hand.Quantize(_hand.Input(1, 8, 9, 9), Scale), 16), Scale);

        Check(y, "1 DequantizeLinear, 1 QLinearConv, 1 QuantizeLinear", new() { Bias = OnnxBias.Float });
    }

    [OnnxRuntimeFact]
    public void WeightsInTheFormForTensorRt()
    {
        var y = _hand.Quantize(_hand.Add("Relu", [Conv(_hand.Quantize(_hand.Input(1, 8, 9, 9), Scale, unsigned: true), 16)]), Scale, unsigned: true);
        _hand.Samples[0] = _hand.Samples[0].abs();

        Check(y, "1 DequantizeLinear, 1 QLinearConv, 1 QuantizeLinear", new() { Target = OnnxTarget.TensorRT });
    }

    [OnnxRuntimeFact]
    public void ResidualAdd()
    {
        var x = _hand.Quantize(_hand.Input(1, 8, 9, 9), Scale);
        var left = _hand.Quantize(Conv(x, 8), Scale);
        var y = _hand.Quantize(_hand.Add("Relu", [_hand.Add("Add", [left, x])]), Scale, unsigned: true);

        Check(y, "1 DequantizeLinear, 1 QLinearAdd, 1 QLinearConv, 1 QuantizeLinear");
    }

    [OnnxRuntimeFact]
    public void MaxPoolBetweenConvolutionAndQuantizer()
    {
        var pooled = _hand.Add("MaxPool", [_hand.Add("Relu", [Conv(_hand.Quantize(_hand.Input(1, 8, 9, 9), Scale), 16)])], new() { { "kernel_shape", (long[])[2, 2] }, { "strides", (long[])[2, 2] } });
        var y = _hand.Quantize(Conv(_hand.Quantize(pooled, Scale, unsigned: true), 8), Scale);

        Check(y, "1 DequantizeLinear, 1 NhwcMaxPool, 2 QLinearConv, 1 QuantizeLinear");
    }

    [OnnxRuntimeFact]
    public void ConvolutionsPoolFlattenAndLinear()
    {
        var x = _hand.Quantize(_hand.Add("Relu", [Conv(_hand.Quantize(_hand.Input(1, 8, 9, 9), Scale), 16)]), Scale, unsigned: true);
        var pooled = _hand.Quantize(_hand.Add("GlobalAveragePool", [x]), Scale / 2, unsigned: true);
        var y = _hand.Quantize(Linear(_hand.Add("Flatten", [pooled]), 10), Scale);

        Check(y, "1 DequantizeLinear, 1 Flatten, 1 QGemm, 1 QLinearConv, 1 QLinearGlobalAveragePool, 1 QuantizeLinear");
    }

    [OnnxRuntimeFact]
    public void FlattenBetweenConvolutionAndLinear()
    {
        var x = _hand.Add("Relu", [Conv(_hand.Quantize(_hand.Input(2, 8, 5, 5), Scale), 4)]);
        var y = _hand.Quantize(Linear(_hand.Quantize(_hand.Add("Flatten", [x]), Scale, unsigned: true), 10), Scale);

        Check(y, "1 DequantizeLinear, 1 Flatten, 1 QGemm, 1 QLinearConv, 1 QuantizeLinear");
    }

    [OnnxRuntimeFact]
    public void LinearOverThreeAxes()
    {
        var y = _hand.Quantize(Linear(_hand.Quantize(_hand.Input(2, 5, 16), Scale), 8), Scale);

        Check(y, "1 DequantizeLinear, 1 QGemm, 1 QuantizeLinear, 2 Reshape");
    }

    [OnnxRuntimeFact]
    public void LinearWithoutQuantizedOutput()
    {
        var y = Linear(_hand.Quantize(_hand.Input(4, 16), Scale), 8);

        Check(y, "1 QGemm, 1 QuantizeLinear");
    }

    [OnnxRuntimeFact]
    public void ProductOfTwoActivations()
    {
        var y = _hand.Quantize(_hand.Add("MatMul", [_hand.Quantize(_hand.Input(2, 4, 8), Scale), _hand.Quantize(_hand.Input(2, 8, 5), Scale)]), 2 * Scale);

        Check(y, "1 DequantizeLinear, 1 QLinearMatMul, 2 QuantizeLinear");
    }

    [OnnxRuntimeFact]
    public void ConcatOfTwoScales()
    {
        var x = _hand.Quantize(_hand.Input(1, 8, 9, 9), Scale);
        var parts = _hand.Add("Concat", [_hand.Quantize(Conv(x, 8), Scale), _hand.Quantize(Conv(x, 8), 2 * Scale)], new() { { "axis", 1 } });

        Check(_hand.Quantize(parts, 2 * Scale), "1 DequantizeLinear, 1 QLinearConcat, 2 QLinearConv, 1 QuantizeLinear");
    }

    [OnnxRuntimeFact]
    public void AveragePool()
    {
        var x = _hand.Quantize(Conv(_hand.Quantize(_hand.Input(1, 8, 9, 9), Scale), 8), Scale);
        var pooled = _hand.Add("AveragePool", [x], new() { { "kernel_shape", (long[])[2, 2] }, { "strides", (long[])[2, 2] } });

        Check(_hand.Quantize(pooled, Scale), "1 DequantizeLinear, 1 QLinearAveragePool, 1 QLinearConv, 1 QuantizeLinear");
    }

    [OnnxRuntimeFact]
    public void SigmoidTimesItsInput()
    {
        var x = _hand.Quantize(Conv(_hand.Quantize(_hand.Input(1, 8, 9, 9), Scale), 8), Scale);
        var gate = _hand.Quantize(_hand.Add("Sigmoid", [x]), 1f / 255, unsigned: true);

        Check(_hand.Quantize(_hand.Add("Mul", [x, gate]), Scale), "1 DequantizeLinear, 1 QLinearConv, 1 QLinearMul, 1 QLinearSigmoid, 1 QuantizeLinear");
    }

    [OnnxRuntimeFact]
    public void ResizeToNearest()
    {
        var x = _hand.Quantize(Conv(_hand.Quantize(_hand.Input(1, 8, 4, 4), Scale), 8), Scale);
        var larger = _hand.Add("Resize", [x], new() { { "mode", "nearest" }, { "coordinate_transformation_mode", "asymmetric" }, { "nearest_mode", "floor" }, { "sizes", (long[])[1, 8, 8, 8] } });

        Check(_hand.Quantize(Conv(_hand.Quantize(larger, Scale), 4), Scale), "1 DequantizeLinear, 2 QLinearConv, 1 QuantizeLinear, 1 Resize");
    }

    [OnnxRuntimeFact]
    public void TwoQuantizersOfOneValueAreOne()
    {
        var x = _hand.Add("Relu", [Conv(_hand.Quantize(_hand.Input(1, 8, 9, 9), Scale), 8)]);
        var branch = _hand.Quantize(Conv(_hand.Quantize(x, Scale, unsigned: true), 8), Scale);
        var sum = _hand.Add("Add", [branch, _hand.Quantize(x, Scale, unsigned: true)]);

        Check(_hand.Quantize(sum, Scale), "1 DequantizeLinear, 1 QLinearAdd, 2 QLinearConv, 1 QuantizeLinear");
    }

    [OnnxRuntimeFact]
    public void WithPowerOfTwoScalesNoElementDiffersEvenFused()
    {
        const float step = 1f / 32;
        var x = _hand.Quantize(_hand.Input(4, 8, 16, 16), step);
        var weight = _hand.Quantize(_hand.Weight("w", 8, 8, 3, 3), HandGraph.Levels(1f / 128));
        var conv = _hand.Add("Conv", [x, weight, _hand.Weight("b", 8)], new() { { "pads", (long[])[1, 1, 1, 1] } });
        var sum = _hand.Add("Add", [_hand.Quantize(conv, step), x]);
        var graph = _hand.Build(_hand.Quantize(_hand.Add("Relu", [sum]), step, unsigned: true));

        // The bias is rounded to the products' scale, so the interpreter must see it so too.
        var report = Exported.Verify(_hand, graph, new() { Bias = OnnxBias.Float });

        Assert.Equal(0, report.Mismatches(ExportRunner.OnnxRuntime));
        Assert.InRange(report.Outputs.Max(static comparison => comparison.MostLevels)!.Value, 0, 1);
    }

    public void Dispose()
    {
        _hand.Dispose();
        _scope.Dispose();
    }

    private GraphInfo Conv(GraphInfo x, long channels) =>
        _hand.Add("Conv", [x, _hand.QuantizeWeight(_hand.Weight("w", channels, x.Shape[1], 3, 3)), _hand.Weight("b", channels)], new() { { "pads", (long[])[1, 1, 1, 1] } });

    private GraphInfo Linear(GraphInfo x, long features) => _hand.Add(GraphOperators.Linear, [x, _hand.QuantizeWeight(_hand.Weight("w", features, x.Shape[^1])), _hand.Weight("b", features)]);

    // Where ONNX Runtime has no integer kernel, what is around the integer kernels is its business.
    private void CheckHas(GraphInfo output, string expected)
    {
        var graph = _hand.Build(output);
        Assert.Contains(expected, Exported.Optimized(graph), StringComparison.Ordinal);
        Assert.Contains("1 QLinearConv", Exported.Optimized(graph), StringComparison.Ordinal);
        var report = Exported.Verify(_hand, graph, new() { Bias = OnnxBias.Float });
        Assert.True(report.FirstDifference is null, report.ToString());
    }

    private void Check(GraphInfo output, string expected, OnnxOptions? options = null)
    {
        var graph = _hand.Build(output);
        foreach (var opset in (int[])[13, 17, 21])
        {
            options = (options ?? new() { Target = OnnxTarget.OnnxRuntime }) with { Opset = opset };
            Assert.Equal(expected, Exported.Optimized(graph, options));

            var report = Exported.Verify(_hand, graph, options with { Bias = OnnxBias.Float });
            Assert.True(report.FirstDifference is null, report.ToString());
            Assert.All(report.Outputs, comparison => Assert.InRange(comparison.MostLevels ?? (comparison.RelativeError / 1e-5), 0, 1.01));
        }
    }
}
