using QuantGen.Calibration;
using QuantGen.Graph;
using QuantGen.Modules;
using QuantGen.Onnx;
using QuantGen.PowerOfTwo;
using QuantGen.Testing.Onnx;
using QuantGen.Tests.Onnx.Support;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Onnx;

/// <summary>Twins of layers in a row, calibrated, exported and run: ONNX Runtime without optimizations computes what the twin computes.</summary>
public sealed class TwinTests : IDisposable
{
    private const int Batches = 40;
    private static readonly long[] _shape = [8, 3, 16, 16];
    private readonly DisposeScope _scope = NewDisposeScope();

    public TwinTests() => manual_seed(29);

    [OnnxRuntimeTheory]
    [InlineData(QuantizationTarget.OnnxRuntime, Granularity.PerChannel)]
    [InlineData(QuantizationTarget.OnnxRuntime, Granularity.PerTensor)]
    [InlineData(QuantizationTarget.TensorRT, Granularity.PerChannel)]
    public void WithScalesOfAnyKind(QuantizationTarget target, Granularity granularity)
    {
        using var twin = Twin(target, granularity);
        using var graph = QuantGraph.Of(twin, _shape);
        var report = ExportVerification.Run(twin, graph, Samples(), new() { Library = Ort.Library });

        // A sum that lies within rounding of the middle between two levels goes to either: two libraries' sums are not alike to the last bit. Few are, and what follows averages them out.
        Assert.All(report.Outputs, comparison => Assert.True(comparison.RelativeError < 0.01, report.ToString()));
        Assert.Equal(0, report.Outputs[0].Mismatches);
    }

    [OnnxRuntimeFact]
    public void WithPowersOfTwo()
    {
        using var twin = Twin(QuantizationTarget.PowerOfTwo, Granularity.PerTensor);
        using var graph = QuantGraph.Of(twin, _shape);
        // Inputs on a grid: all sums are exact, in whatever order.
        var report = ExportVerification.Run(twin, graph, Samples().Select(static sample => (sample * 32).round() / 32), new() { Onnx = new() { Target = OnnxTarget.OnnxRuntime }, Library = Ort.Library, PerNode = true });

        Assert.True(report.FirstDifference is null, report.ToString());
        Assert.All(report.Outputs.Take(2), comparison => Assert.True(comparison is { Mismatches: 0 }, report.ToString()));
    }

    [OnnxRuntimeFact]
    public void AllConvolutionsAndProductsRunAsIntegers()
    {
        using var twin = Twin(QuantizationTarget.OnnxRuntime, Granularity.PerChannel);
        using var graph = QuantGraph.Of(twin, _shape);
        var operators = Exported.Optimized(graph);

        Assert.Contains("3 QLinearConv", operators, StringComparison.Ordinal);
        Assert.Contains("1 QGemm", operators, StringComparison.Ordinal);
        Assert.DoesNotContain(" Conv", operators, StringComparison.Ordinal);
        Assert.DoesNotContain(" Gemm", operators, StringComparison.Ordinal);
    }

    public void Dispose() => _scope.Dispose();

    private static IEnumerable<Tensor> Samples()
    {
        for (var batch = 0; batch < Batches; batch++)
            yield return randn(_shape);
    }

    private static QuantSequential Twin(QuantizationTarget target, Granularity granularity)
    {
        using var model = Sequential(
            ("conv1", Conv2d(3, 8, 3, padding: 1)), ("relu1", ReLU()), ("pool", MaxPool2d(2)), ("conv2", Conv2d(8, 16, 3, padding: 1)), ("relu2", ReLU()),
            ("conv3", Conv2d(16, 16, 3, groups: 16)), ("relu3", ReLU()), ("average", AdaptiveAvgPool2d(1)), ("flat", Flatten()), ("fc", Linear(16, 10)));
        var layers = new LayerConverter(granularity) { Target = target, QuantizePools = target == QuantizationTarget.OnnxRuntime };
        var twin = layers.Convert(model);
        layers.Complete(twin);
        twin.eval();
        if (target == QuantizationTarget.PowerOfTwo)
        {
            foreach (var quantizer in twin.modules().OfType<Pact2>().Where(static quantizer => !quantizer.IsFixed))
                quantizer.SetRange(0, 2);
        }
        else
        {
            using var calibrator = new Calibrator(twin);
            calibrator.Collect([randn(_shape), randn(_shape)]);
            calibrator.Compute(CalibrationMethod.Max);
        }

        return twin;
    }
}
