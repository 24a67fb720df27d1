using QuantGen.Calibration;
using QuantGen.Modules;
using QuantGen.Quantizers;
using QuantGen.Testing.Golden;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Modules;

public sealed class ModuleGoldenTests
{
    private const double Tolerance = 1e-5;

    [GoldenTheory("modules")]
    [GoldenData("modules")]
    public void DynamicFloatAndCalibratedOutputsAreThePeers(GoldenCase vector)
    {
        using var scope = NewDisposeScope();
        if (RecurrentGolden.Knows(vector))
        {
            RecurrentGolden.Check(vector);
            return;
        }

        using var layer = Layer(vector);
        layer.eval();
        Load(layer, vector);
        var x = vector["x"].Tensor();
        Close(vector["y_dynamic"], layer.call(x)!);

        foreach (var (_, quantizer) in layer.Quantizers())
        {
            quantizer.Collector = new MaxCollector(quantizer.Descriptor.Axes);
            (quantizer.QuantEnabled, quantizer.CalibrationEnabled) = (false, true);
        }

        Close(vector["y_float"], layer.call(x * (float)vector["calib_input_factor"].Number)!);
        foreach (var (_, quantizer) in layer.Quantizers())
        {
            quantizer.LoadAmax(CalibrationMethod.Max);
            (quantizer.QuantEnabled, quantizer.CalibrationEnabled) = (true, false);
        }

        Close(vector["y_calibrated"], layer.call(x)!);
        var state = layer.state_dict();
        foreach (var (key, amax) in vector["amax"].Fields)
            Assert.Equal(amax.Floats, Tensors.Floats(state[key]));
    }

    private static void Close(GoldenValue expected, Tensor actual)
    {
        Assert.Equal(expected.Shape, actual.shape);
        Assert.InRange(Tensors.RelativeDistance(expected.Floats, Tensors.Floats(actual)), 0, Tolerance);
    }

    private static void Load(Module layer, GoldenCase vector)
    {
        using var noGradient = no_grad();
        foreach (var (key, value) in vector["params"].Fields)
            layer.get_parameter(key)!.copy_(value.Tensor());
    }

    private static Module<Tensor, Tensor> Layer(GoldenCase vector)
    {
        var options = vector["kwargs"];
        var size = vector["args"].Items.Select(static argument => (long)argument.Integer).ToArray();
        var input = new QuantDescriptor { Bits = Number(options, "ibits", 8), Dynamic = true };
        var weight = input with { Bits = Number(options, "wbits", 8), Axes = [0] };
        long stride = Number(options, "stride", 1), padding = Number(options, "padding", 0), groups = Number(options, "groups", 1);
        long dilation = Number(options, "dilation", 1), added = Number(options, "output_padding", 0);
        var bias = !options.Has("bias") || options["bias"].Flag;
        var affine = options.Has("affine") && options["affine"].Flag;
        var transposed = weight with { Axes = [1] };
        long? step = options.Has("stride") ? stride : null;
        return vector["module"].Text switch
        {
            "QuantLinear" => new QuantLinear(Linear(size[0], size[1], bias), input, weight),
            "QuantConv1d" => new QuantConv1d(
                Conv1d(size[0], size[1], size[2], stride, padding, dilation, groups: groups, bias: bias), input, weight),
            "QuantConv2d" => new QuantConv2d(
                Conv2d(size[0], size[1], size[2], stride, padding, dilation, groups: groups, bias: bias), input, weight),
            "QuantConv3d" => new QuantConv3d(
                Conv3d(size[0], size[1], size[2], stride, padding, dilation, groups: groups, bias: bias), input, weight),
            "QuantConvTranspose1d" => new QuantConvTranspose1d(
                ConvTranspose1d(size[0], size[1], size[2], stride, padding, added, dilation, groups: groups, bias: bias), input, transposed),
            "QuantConvTranspose2d" => new QuantConvTranspose2d(
                ConvTranspose2d(size[0], size[1], size[2], stride, padding, added, dilation, groups: groups, bias: bias), input, transposed),
            "QuantConvTranspose3d" => new QuantConvTranspose3d(
                ConvTranspose3d(size[0], size[1], size[2], stride, padding, added, dilation, groups: groups, bias: bias), input, transposed),
            "QuantAvgPool1d" => new QuantAvgPool1d(AvgPool1d(size[0], step, padding), input),
            "QuantAvgPool2d" => new QuantAvgPool2d(AvgPool2d(size[0], step, padding), input),
            "QuantAvgPool3d" => new QuantAvgPool3d(AvgPool3d(size[0], step, padding), input),
            "QuantMaxPool1d" => new QuantMaxPool1d(MaxPool1d(size[0], step, padding), input),
            "QuantMaxPool2d" => new QuantMaxPool2d(MaxPool2d(size[0], step, padding), input),
            "QuantMaxPool3d" => new QuantMaxPool3d(MaxPool3d(size[0], step, padding), input),
            "QuantAdaptiveAvgPool1d" => new QuantAdaptiveAvgPool1d(AdaptiveAvgPool1d(size[0]), input),
            "QuantAdaptiveAvgPool2d" => new QuantAdaptiveAvgPool2d(AdaptiveAvgPool2d(size[0]), input),
            "QuantAdaptiveAvgPool3d" => new QuantAdaptiveAvgPool3d(AdaptiveAvgPool3d(size[0]), input),
            "QuantInstanceNorm1d" => new QuantInstanceNorm1d(InstanceNorm1d(size[0], affine: affine), input),
            "QuantInstanceNorm2d" => new QuantInstanceNorm2d(InstanceNorm2d(size[0], affine: affine), input),
            "QuantInstanceNorm3d" => new QuantInstanceNorm3d(InstanceNorm3d(size[0], affine: affine), input),
            var other => throw new InvalidOperationException($"No layer is known for '{other}'."),
        };
    }

    private static int Number(GoldenValue options, string name, int otherwise) => options.Has(name) ? options[name].Integer : otherwise;
}
