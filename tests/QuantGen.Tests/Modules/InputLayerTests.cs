using QuantGen.Modules;
using QuantGen.Quantizers;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Modules;

/// <summary>The figures of the peer's quant_pooling_test and quant_instancenorm_test.</summary>
public sealed class InputLayerTests
{
    private static readonly Dictionary<string, (Func<Module<Tensor, Tensor>> Layer, Func<Module<Tensor, Tensor>, QuantDescriptor, QuantInputLayer> Quantize, long[] Input)> Cases =
        new(StringComparer.Ordinal)
    {
        ["avg 1"] = (() => AvgPool1d(3, stride: 2, padding: 1, count_include_pad: false), (l, d) => new QuantAvgPool1d((TorchSharp.Modules.AvgPool1d)l, d), [2, 3, 9]),
        ["avg 2"] = (() => AvgPool2d(3, ceil_mode: true), (l, d) => new QuantAvgPool2d((TorchSharp.Modules.AvgPool2d)l, d), [2, 3, 7, 7]),
        ["avg 2 divisor"] = (() => AvgPool2d(2, padding: 1, divisor_override: 3), (l, d) => new QuantAvgPool2d((TorchSharp.Modules.AvgPool2d)l, d), [2, 3, 6, 6]),
        ["avg 3"] = (() => AvgPool3d(2, stride: 1), (l, d) => new QuantAvgPool3d((TorchSharp.Modules.AvgPool3d)l, d), [2, 3, 4, 4, 4]),
        ["adaptive 1"] = (() => AdaptiveAvgPool1d(4), (l, d) => new QuantAdaptiveAvgPool1d((TorchSharp.Modules.AdaptiveAvgPool1d)l, d), [2, 3, 9]),
        ["adaptive 2"] = (() => AdaptiveAvgPool2d((1, 3)), (l, d) => new QuantAdaptiveAvgPool2d((TorchSharp.Modules.AdaptiveAvgPool2d)l, d), [2, 3, 7, 7]),
        ["adaptive 2 to one"] = (() => AdaptiveAvgPool2d(1), (l, d) => new QuantAdaptiveAvgPool2d((TorchSharp.Modules.AdaptiveAvgPool2d)l, d), [2, 3, 7, 7]),
        ["adaptive 3"] = (() => AdaptiveAvgPool3d(2), (l, d) => new QuantAdaptiveAvgPool3d((TorchSharp.Modules.AdaptiveAvgPool3d)l, d), [2, 3, 4, 4, 4]),
        ["max 1"] = (() => MaxPool1d(3, stride: 2, padding: 1), (l, d) => new QuantMaxPool1d((TorchSharp.Modules.MaxPool1d)l, d), [2, 3, 9]),
        ["max 2"] = (() => MaxPool2d(3, stride: 2, padding: 1, dilation: 1, ceil_mode: true), (l, d) => new QuantMaxPool2d((TorchSharp.Modules.MaxPool2d)l, d), [2, 3, 8, 8]),
        ["max 3"] = (() => MaxPool3d(2), (l, d) => new QuantMaxPool3d((TorchSharp.Modules.MaxPool3d)l, d), [2, 3, 4, 4, 4]),
        ["instance 1"] = (() => InstanceNorm1d(3, affine: true), (l, d) => new QuantInstanceNorm1d((TorchSharp.Modules.InstanceNorm1d)l, d), [2, 3, 9]),
        ["instance 2"] = (() => InstanceNorm2d(3, track_running_stats: true, momentum: 0.3), (l, d) => new QuantInstanceNorm2d((TorchSharp.Modules.InstanceNorm2d)l, d), [2, 3, 5, 5]),
        ["instance 2 without batch"] = (() => InstanceNorm2d(3), (l, d) => new QuantInstanceNorm2d((TorchSharp.Modules.InstanceNorm2d)l, d), [3, 5, 5]),
        ["instance 3"] = (() => InstanceNorm3d(3, eps: 1e-2), (l, d) => new QuantInstanceNorm3d((TorchSharp.Modules.InstanceNorm3d)l, d), [2, 3, 4, 4, 4]),
    };

    public static TheoryData<string> Layers => new(Cases.Keys);

    [Theory]
    [MemberData(nameof(Layers))]
    public void TheOutputIsThatOfTheFloatLayerOnTheQuantizedInput(string name)
    {
        using var scope = NewDisposeScope();
        var (make, quantize, shape) = Cases[name];
        foreach (var bits in new[] { 2, 4, 6, 8 })
        {
            foreach (ValueList<int>? axes in new[] { null, (ValueList<int>)[0], [0, 1] })
            {
                var layer = make();
                var descriptor = new QuantDescriptor { Bits = bits, Axes = axes, Dynamic = true };
                using var quantized = quantize(layer, descriptor);
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
        var (make, quantize, shape) = Cases[name];
        var layer = make();
        using var quantized = quantize(layer, new QuantDescriptor());
        quantized.InputQuantizer.Enabled = false;
        var x = randn(shape);
        Same(layer.call(x)!, quantized.call(x)!);
        layer.eval();
        quantized.eval();
        Same(layer.call(x)!, quantized.call(x)!);
        Assert.Equal(layer.state_dict().Keys, quantized.state_dict().Keys);
    }

    private static void Same(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.Equal(Tensors.Floats(expected), Tensors.Floats(actual));
    }
}
