using QuantGen.Modules;
using QuantGen.Quantizers;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Modules;

/// <summary>The figures of the peer's quant_pooling_test and quant_instancenorm_test.</summary>
public sealed class InputLayerTests
{
    private static readonly Dictionary<string, (Func<Module<Tensor, Tensor>> Layer, long[] Input)> Cases = new(StringComparer.Ordinal)
    {
        ["avg 1"] = (() => AvgPool1d(3, stride: 2, padding: 1, count_include_pad: false), [2, 3, 9]),
        ["avg 2"] = (() => AvgPool2d(3, ceil_mode: true), [2, 3, 7, 7]),
        ["avg 2 divisor"] = (() => AvgPool2d(2, padding: 1, divisor_override: 3), [2, 3, 6, 6]),
        ["avg 3"] = (() => AvgPool3d(2, stride: 1), [2, 3, 4, 4, 4]),
        ["adaptive 1"] = (() => AdaptiveAvgPool1d(4), [2, 3, 9]),
        ["adaptive 2"] = (() => AdaptiveAvgPool2d((1, 3)), [2, 3, 7, 7]),
        ["adaptive 2 to one"] = (() => AdaptiveAvgPool2d(1), [2, 3, 7, 7]),
        ["adaptive 3"] = (() => AdaptiveAvgPool3d(2), [2, 3, 4, 4, 4]),
        ["max 1"] = (() => MaxPool1d(3, stride: 2, padding: 1), [2, 3, 9]),
        ["max 2"] = (() => MaxPool2d(3, stride: 2, padding: 1, dilation: 1, ceil_mode: true), [2, 3, 8, 8]),
        ["max 3"] = (() => MaxPool3d(2), [2, 3, 4, 4, 4]),
        ["instance 1"] = (() => InstanceNorm1d(3, affine: true), [2, 3, 9]),
        ["instance 2"] = (() => InstanceNorm2d(3, track_running_stats: true, momentum: 0.3), [2, 3, 5, 5]),
        ["instance 2 without batch"] = (() => InstanceNorm2d(3), [3, 5, 5]),
        ["instance 3"] = (() => InstanceNorm3d(3, eps: 1e-2), [2, 3, 4, 4, 4]),
    };

    public static TheoryData<string> Layers => new(Cases.Keys);

    /// <summary>A float layer and an input for it.</summary>
    internal static (Module<Tensor, Tensor> Layer, Tensor Input) Make(string name)
    {
        var (layer, shape) = Cases[name];
        return (layer(), randn(shape));
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void TheOutputIsThatOfTheFloatLayerOnTheQuantizedInput(string name)
    {
        using var scope = NewDisposeScope();
        var (make, shape) = Cases[name];
        foreach (var bits in new[] { 2, 4, 6, 8 })
        {
            foreach (ValueList<int>? axes in new[] { null, (ValueList<int>)[0], [0, 1] })
            {
                var layer = make();
                var descriptor = new QuantDescriptor { Bits = bits, Axes = axes, Dynamic = true };
                using var quantized = Quantize(layer, descriptor);
                using var quantizer = new TensorQuantizer(descriptor);
                var x = randn(shape);
                Same(layer.call(quantizer.call(x)!)!, quantized.call(x)!);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void SwitchedOffTheLayerIsTheFloatLayerInBothModes(string name)
    {
        using var scope = NewDisposeScope();
        var (make, shape) = Cases[name];
        var layer = make();
        using var quantized = Quantize(layer, new QuantDescriptor());
        quantized.InputQuantizer.Enabled = false;
        var x = randn(shape);
        Same(layer.call(x)!, quantized.call(x)!);
        layer.eval();
        quantized.eval();
        Same(layer.call(x)!, quantized.call(x)!);
        Assert.Equal(layer.state_dict().Keys, quantized.state_dict().Keys);
    }

    /// <summary>The quantized form of a layer.</summary>
    internal static QuantInputLayer Quantize(Module<Tensor, Tensor> layer, QuantDescriptor input) => layer switch
    {
        AvgPool1d pool => new QuantAvgPool1d(pool, input),
        AvgPool2d pool => new QuantAvgPool2d(pool, input),
        AvgPool3d pool => new QuantAvgPool3d(pool, input),
        AdaptiveAvgPool1d pool => new QuantAdaptiveAvgPool1d(pool, input),
        AdaptiveAvgPool2d pool => new QuantAdaptiveAvgPool2d(pool, input),
        AdaptiveAvgPool3d pool => new QuantAdaptiveAvgPool3d(pool, input),
        MaxPool1d pool => new QuantMaxPool1d(pool, input),
        MaxPool2d pool => new QuantMaxPool2d(pool, input),
        MaxPool3d pool => new QuantMaxPool3d(pool, input),
        InstanceNorm1d norm => new QuantInstanceNorm1d(norm, input),
        InstanceNorm2d norm => new QuantInstanceNorm2d(norm, input),
        InstanceNorm3d norm => new QuantInstanceNorm3d(norm, input),
        _ => throw new ArgumentException($"{layer.GetName()} has no quantized form.", nameof(layer)),
    };

    private static void Same(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.Equal(Tensors.Floats(expected), Tensors.Floats(actual));
    }
}
