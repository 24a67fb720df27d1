using QuantGen.Modules;
using QuantGen.Quantizers;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Modules;

public sealed class BatchNormFoldTests
{
    private const double StepTolerance = 1e-4;

    private static readonly Dictionary<string, (Func<Module<Tensor, Tensor>> Layer, Func<BatchNorm> Norm, long[] Input)> Cases = new(StringComparer.Ordinal)
    {
        ["conv1d"] = (() => Conv1d(4, 6, 3), () => BatchNorm1d(6), [5, 4, 9]),
        ["conv2d"] = (() => Conv2d(4, 6, 3, padding: 1), () => BatchNorm2d(6), [5, 4, 7, 7]),
        ["conv2d without bias"] = (() => Conv2d(4, 6, 3, bias: false), () => BatchNorm2d(6, eps: 1e-3, momentum: 0.3), [5, 4, 7, 7]),
        ["conv2d depthwise"] = (() => Conv2d(6, 6, 3, groups: 6), () => BatchNorm2d(6), [5, 6, 7, 7]),
        ["conv2d not affine"] = (() => Conv2d(4, 6, 3), () => BatchNorm2d(6, affine: false), [5, 4, 7, 7]),
        ["conv2d circular"] = (() => Conv2d(4, 6, 3, padding: 1, padding_mode: TorchSharp.PaddingModes.Circular), () => BatchNorm2d(6), [5, 4, 7, 7]),
        ["conv3d"] = (() => Conv3d(2, 3, 2), () => BatchNorm3d(3), [4, 2, 4, 4, 4]),
        ["conv_transpose1d"] = (() => ConvTranspose1d(4, 6, 3, stride: 2), () => BatchNorm1d(6), [5, 4, 5]),
        ["conv_transpose2d"] = (() => ConvTranspose2d(4, 6, 3), () => BatchNorm2d(6), [5, 4, 5, 5]),
        ["conv_transpose2d grouped"] = (() => ConvTranspose2d(4, 6, 3, groups: 2), () => BatchNorm2d(6), [5, 4, 5, 5]),
        ["linear"] = (() => Linear(7, 6), () => BatchNorm1d(6), [9, 7]),
        ["linear 3-d"] = (() => Linear(7, 6), () => BatchNorm1d(6), [5, 6, 7]),
        ["cumulative average"] = (() => Conv2d(4, 6, 3), () => Cumulative(BatchNorm2d(6)), [5, 4, 7, 7]),
        ["no running statistics"] = (() => Conv2d(4, 6, 3), () => BatchNorm2d(6, track_running_stats: false), [5, 4, 7, 7]),
    };

    public static TheoryData<string> Names => new(Cases.Keys);

    /// <summary>A float layer, a normalization of its outputs, and an input.</summary>
    internal static (Module<Tensor, Tensor> Layer, BatchNorm Norm, Tensor Input) Make(string name)
    {
        var (layer, norm, shape) = Cases[name];
        return (layer(), norm(), randn(shape));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void InEvaluationWithoutQuantizersTheResultIsThatOfLayerAndNormalization(string name)
    {
        using var scope = NewDisposeScope();
        var pair = new Pair(name);
        pair.Eval();
        Close(pair.Float(pair.Input), pair.Quantized.call(pair.Input)!, 1e-5);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TrainingWithoutQuantizersIsTheFloatTrainingStep(string name)
    {
        using var scope = NewDisposeScope();
        var pair = new Pair(name);
        pair.CompareStep();
        pair.CompareStep();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AFrozenNormalizationTrainsWithItsRunningStatistics(string name)
    {
        using var scope = NewDisposeScope();
        var pair = new Pair(name);
        pair.CompareStep();
        pair.FloatNorm.eval();
        pair.Norm.eval();
        pair.CompareStep();
    }

    [Fact]
    public void ChannelsThatTheNormalizationSwitchesOffTrainAsInFloat()
    {
        using var scope = NewDisposeScope();
        var pair = new Pair("conv2d");
        using (no_grad())
        {
            foreach (var norm in new[] { pair.FloatNorm, pair.Norm })
                norm.weight.copy_(tensor(new[] { 0f, 1, -2, 0, 1e-20f, 3 }));
        }

        pair.CompareStep();
        Assert.NotEqual(0, pair.Norm.weight.grad!.select(0, 0).item<float>());
        pair.Eval();
        Close(pair.Float(pair.Input), pair.Quantized.call(pair.Input)!, 1e-5);
    }

    [Fact]
    public void InEvaluationTheMergedWeightIsQuantized()
    {
        using var scope = NewDisposeScope();
        var pair = new Pair("conv2d");
        pair.CompareStep();
        pair.Eval();
        var merged = pair.MergedWeight();
        Close(merged, pair.Quantized.QuantizedWeight(), 1e-7);

        var (inputAmax, weightAmax) = (pair.Input.abs().max() * 0.7f, merged.abs().amax([1, 2, 3], keepdim: true).detach() * 0.8f);
        pair.Calibrate(inputAmax, weightAmax);
        var (gamma, beta) = (pair.Norm.weight, pair.Norm.bias!);
        var deviation = (pair.Norm.running_var! + pair.Norm.eps).sqrt();
        var expected = functional.conv2d(
            FakeQuantization.Apply(pair.Input, inputAmax, narrowRange: false),
            FakeQuantization.Apply(merged, weightAmax, narrowRange: false),
            beta + ((pair.Quantized.bias! - pair.Norm.running_mean!) * (gamma / deviation)),
            padding: [1, 1]);
        Close(expected, pair.Quantized.call(pair.Input)!, 1e-6);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void InTrainingTheMergedWeightIsQuantizedAndScaledBack(bool perChannel, bool narrow)
    {
        using var scope = NewDisposeScope();
        var pair = new Pair("conv2d", new QuantDescriptor { Bits = 4, NarrowRange = narrow, Axes = perChannel ? [0] : null });
        pair.CompareStep();
        using (no_grad())
        {
            foreach (var norm in new[] { pair.FloatNorm, pair.Norm })
                norm.weight.copy_(tensor(new[] { 0.3f, 1, -2, 0.5f, -0.1f, 3 }));
        }

        var merged = pair.MergedWeight().detach();
        var inputAmax = pair.Input.abs().max() * 0.7f;
        var weightAmax = (perChannel ? merged.abs().amax([1, 2, 3], keepdim: true) : merged.abs().max()) * 0.8f;
        pair.Calibrate(inputAmax, weightAmax);
        var scale = (pair.Norm.weight / (pair.Norm.running_var! + pair.Norm.eps).sqrt()).detach().reshape(-1, 1, 1, 1);
        var weight = pair.FloatWeight.detach().clone().requires_grad_();
        var quantizedWeight = FakeQuantization.Apply(weight * scale, weightAmax, 4, narrowRange: narrow) / scale;
        var quantizedInput = FakeQuantization.Apply(pair.Input, inputAmax, narrowRange: false);
        var expected = pair.FloatNorm.call(functional.conv2d(quantizedInput, quantizedWeight, pair.Quantized.bias!.detach(), padding: [1, 1]))!;
        var actual = pair.Quantized.call(pair.Input)!;
        Close(expected, actual, 1e-5);

        var gradient = rand(expected.shape);
        pair.Quantized.zero_grad();
        expected.backward([gradient]);
        actual.backward([gradient]);
        Close(weight.grad!, pair.Quantized.weight.grad!, StepTolerance);
        Close(pair.FloatNorm.running_var!, pair.Norm.running_var!, 1e-5);
    }

    [Fact]
    public void TheNormalizationStaysWithItsOwner()
    {
        using var scope = NewDisposeScope();
        var pair = new Pair("conv2d");
        Assert.Equal(["weight", "bias"], pair.Quantized.state_dict().Keys);
        Assert.Same(pair.Norm, pair.Quantized.FoldedBatchNorm);
        Assert.True(pair.Quantized.MergesBatchNorm);
    }

    [Fact]
    public void WithoutFoldingTheNormalizationIsAppliedAfterTheLayer()
    {
        using var scope = NewDisposeScope();
        using var convolution = Conv2d(2, 3, 3);
        using var norm = BatchNorm2d(3);
        norm.eval();
        var layers = new LayerConverter(Granularity.PerChannel, new QuantizationOptions { FoldBatchNorm = false });
        using var quantized = layers.Quantize(convolution, foldedInto: norm);
        (quantized.InputQuantizer.Enabled, quantized.WeightQuantizer.Amax) = (false, ones(3, 1, 1, 1));
        var x = randn(2, 2, 5, 5);
        Close(norm.call(functional.conv2d(x, FakeQuantization.Apply(convolution.weight, tensor(1f)), convolution.bias))!, quantized.call(x)!, 1e-7);
        Assert.False(quantized.MergesBatchNorm);
    }

    [Fact]
    public void WhatCannotBeFoldedIsRefused()
    {
        using var convolution = Conv2d(2, 3, 3);
        using var quantized = new QuantConv2d(convolution);
        using var wrong = BatchNorm2d(4);
        using var norm = BatchNorm2d(3);
        Assert.Throws<LayerConversionException>(() => quantized.FoldBatchNorm(convolution));
        Assert.Throws<LayerConversionException>(() => quantized.FoldBatchNorm(wrong));
        quantized.FoldBatchNorm(norm);
        Assert.Throws<LayerConversionException>(() => quantized.FoldBatchNorm(norm));
    }

    private static BatchNorm2d Cumulative(BatchNorm2d norm)
    {
        norm.momentum = null;
        return norm;
    }

    private static void Close(Tensor expected, Tensor actual, double tolerance)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.InRange(Tensors.RelativeDistance(Tensors.Floats(expected), Tensors.Floats(actual)), 0, tolerance);
    }

    /// <summary>A float layer with its normalization, and the quantized layer with a copy of it merged into it.</summary>
    private sealed class Pair
    {
        private readonly Module<Tensor, Tensor> _layer;

        public Pair(string name, QuantDescriptor? weight = null)
        {
            var (layer, norm, shape) = Cases[name];
            _layer = layer();
            FloatNorm = norm();

            // A generator of its own: a value on the edge between two levels would be a chance difference of a whole level.
            using var generator = new TorchSharp.torch.Generator(7);
            using (no_grad())
            {
                foreach (var parameter in _layer.parameters().Concat(FloatNorm.parameters()))
                    parameter.copy_(randn(parameter.shape, generator: generator) + 0.3f);
                FloatNorm.running_mean?.copy_(randn(FloatNorm.num_features, generator: generator));
                FloatNorm.running_var?.copy_(rand(FloatNorm.num_features, generator: generator) + 0.1f);
            }

            Norm = (BatchNorm)new LayerConverter(Granularity.PerChannel).Copy<Module>(FloatNorm);
            Quantized = LayerCases.Quantize(_layer, new(), weight ?? new());
            Quantized.FoldBatchNorm(Norm);
            (Quantized.InputQuantizer.Enabled, Quantized.WeightQuantizer.Enabled) = (false, false);
            Input = randn(shape, generator: generator);
        }

        public BatchNorm FloatNorm { get; }

        public BatchNorm Norm { get; }

        public QuantWeightedLayer Quantized { get; }

        public Tensor Input { get; }

        public Tensor FloatWeight => _layer.get_parameter("weight")!;

        public Tensor Float(Tensor input) => FloatNorm.call(_layer.call(input)!)!;

        public Tensor MergedWeight() =>
            Quantized.weight * (Norm.weight / (Norm.running_var! + Norm.eps).sqrt()).reshape(-1, 1, 1, 1);

        public void Eval()
        {
            foreach (var module in new Module[] { _layer, FloatNorm, Norm, Quantized })
                module.eval();
        }

        public void Calibrate(Tensor inputAmax, Tensor weightAmax)
        {
            (Quantized.InputQuantizer.Enabled, Quantized.WeightQuantizer.Enabled) = (true, true);
            (Quantized.InputQuantizer.Amax, Quantized.WeightQuantizer.Amax) = (inputAmax, weightAmax);
        }

        /// <summary>One step of both, compared in output, running statistics and every gradient.</summary>
        public void CompareStep()
        {
            foreach (var module in new Module[] { _layer, FloatNorm, Norm, Quantized })
                module.zero_grad();

            var (x, floatX) = (Input.clone().requires_grad_(), Input.clone().requires_grad_());
            var (expected, actual) = (Float(floatX), Quantized.call(x)!);
            var gradient = rand(expected.shape);
            expected.backward([gradient]);
            actual.backward([gradient]);
            Close(expected, actual, StepTolerance);
            Close(floatX.grad!, x.grad!, StepTolerance);
            Compare(_layer, Quantized);
            Compare(FloatNorm, Norm);
            foreach (var ((_, buffer), (_, other)) in FloatNorm.named_buffers().Zip(Norm.named_buffers()))
                Close(buffer.to(ScalarType.Float32), other.to(ScalarType.Float32), StepTolerance);
        }

        private static void Compare(Module expected, Module actual)
        {
            foreach (var (name, parameter) in expected.named_parameters())
            {
                // A bias in front of batch statistics has no gradient but rounding.
                var (gradient, other) = (parameter.grad!, actual.get_parameter(name)!.grad!);
                var noise = name == "bias" ? 1e-4 : 0;
                if (gradient.norm().item<float>() > noise || other.norm().item<float>() > noise)
                    Close(gradient, other, StepTolerance);
            }
        }
    }
}
