using QuantGen.Modules;
using QuantGen.Quantizers;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Modules;

/// <summary>Biases on the grid that ONNX Runtime keeps them on.</summary>
public sealed class DeployedBiasTests
{
    private const float Input = 3;

    public static TheoryData<string> Names => LayerCases.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void InEvaluationTheBiasIsAWholeNumberOfSteps(string name)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(7);
        var (layer, _) = LayerCases.Make(name);
        if (layer.get_parameter("bias") is null)
            return;

        using var quantized = Ranged(layer, perChannel: true);
        quantized.eval();
        var (steps, bias) = (Steps(quantized), Tensors.Floats(quantized.bias!));

        var rounded = Tensors.Floats(quantized.Own(quantized.InputQuantizer).Bias!);

        Assert.Equal(bias.Zip(steps, static (value, step) => (float)Math.Round((double)value / step, MidpointRounding.ToEven) * step), rounded);
        Assert.NotEqual(bias, rounded);
    }

    [Fact]
    public void TheMergedBiasIsRounded()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(7);
        var (layer, norm) = (Conv2d(3, 4, 3, bias: false), BatchNorm2d(4));
        using (no_grad())
            norm.running_mean!.copy_(randn(4));
        using var quantized = Ranged(layer, perChannel: true);
        quantized.FoldBatchNorm(norm);
        quantized.eval();
        norm.eval();
        using var noGradient = no_grad();
        var input = randn(1, 3, 3, 3);
        var (steps, bias) = (Steps(quantized), Tensors.Floats(quantized.Fold!.MergedBias(quantized)));
        var rounded = bias.Zip(steps, static (value, step) => (float)Math.Round((double)value / step, MidpointRounding.ToEven) * step).ToArray();
        var expected = functional.conv2d(
            quantized.InputQuantizer.call(input), quantized.WeightQuantizer.call(quantized.QuantizedWeight()), tensor(rounded));

        Assert.Equal(Tensors.Floats(expected), Tensors.Floats(quantized.call(input)));
    }

    [Fact]
    public void NothingIsRoundedInTrainingOrWithoutRangesOrWithMoreThan8Bits()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(7);
        using var quantized = Ranged(Linear(5, 4), perChannel: false);
        Assert.True(IsRounded());

        quantized.train();
        Assert.False(IsRounded());
        quantized.eval();
        quantized.RoundsBias = false;
        Assert.False(IsRounded());
        quantized.RoundsBias = true;
        quantized.InputQuantizer.Enabled = false;
        Assert.False(IsRounded());
        quantized.InputQuantizer.Enabled = true;
        quantized.WeightQuantizer.QuantEnabled = false;
        Assert.False(IsRounded());
        quantized.WeightQuantizer.QuantEnabled = true;
        quantized.InputQuantizer.Bits = 9;
        Assert.False(IsRounded());
        quantized.InputQuantizer.Bits = 8;
        Assert.True(IsRounded());
        quantized.InputQuantizer.Amax = tensor(0f);
        Assert.False(IsRounded());

        bool IsRounded() => !Tensors.Floats(quantized.Own(quantized.InputQuantizer).Bias!).AsSpan().SequenceEqual(Tensors.Floats(quantized.bias!));
    }

    [Fact]
    public void EachInputQuantizerHasAGridOfItsOwnAndChangesOfItsRangeAreNoticed()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(7);
        using var quantized = Ranged(Linear(5, 4), perChannel: false);
        using var other = new TensorQuantizer(new QuantDescriptor { Amax = [100f] });
        using var noGradient = no_grad();
        var first = Bias(quantized.InputQuantizer);

        Assert.NotEqual(first, Bias(other));
        Assert.Equal(first, Bias(quantized.InputQuantizer));
        quantized.InputQuantizer.Amax = tensor(50f);
        var second = Bias(quantized.InputQuantizer);
        Assert.NotEqual(first, second);
        quantized.InputQuantizer.Unsigned = true;
        Assert.NotEqual(second, Bias(quantized.InputQuantizer));

        float[] Bias(TensorQuantizer quantizer) => Tensors.Floats(quantized.Own(quantizer).Bias!);
    }

    [Fact]
    public void AGradientPassesTheRounding()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(7);
        using var quantized = Ranged(Linear(5, 4), perChannel: true);

        quantized.call(randn(6, 5)).sum().backward();

        Assert.Equal([6f, 6, 6, 6], Tensors.Floats(quantized.bias!.grad!));
    }

    [Fact]
    public void WhatDoesNotFit32BitsSaturates()
    {
        using var scope = NewDisposeScope();
        using var quantized = Ranged(Linear(1, 2), perChannel: false);
        quantized.InputQuantizer.Amax = tensor(1e-5f);
        quantized.WeightQuantizer.Amax = tensor(1e-5f);
        using (no_grad())
            quantized.bias!.copy_(tensor(new[] { 1f, -1f }));

        var step = 1e-5f / 127 * (1e-5f / 127);
        Assert.Equal([2147483648f * step, -2147483648f * step], Tensors.Floats(quantized.Own(quantized.InputQuantizer).Bias!));
    }

    [Fact]
    public void OnlyTwinsForOnnxRuntimeRound()
    {
        using var scope = NewDisposeScope();
        foreach (var target in new[] { QuantizationTarget.TensorRT, QuantizationTarget.OnnxRuntime })
        {
            var layers = new LayerConverter(Granularity.PerChannel) { Target = target };
            QuantWeightedLayer[] made = [layers.Quantize(Conv2d(3, 4, 3)), layers.Quantize(Linear(3, 4)), (QuantWeightedLayer)layers.Convert(Sequential(Linear(3, 4)))[0]];
            Assert.All(made, layer => Assert.Equal(target == QuantizationTarget.OnnxRuntime, layer.RoundsBias));
        }
    }

    private static QuantWeightedLayer Ranged(Module<Tensor, Tensor> layer, bool perChannel)
    {
        var axis = LayerCases.OutputAxis(layer);
        var quantized = LayerCases.Quantize(layer, new(), new() { NarrowRange = true, Axes = perChannel ? [axis] : null });
        quantized.InputQuantizer.Amax = tensor(Input);
        quantized.WeightQuantizer.Amax = quantized.WeightQuantizer.Largest(quantized.weight);
        quantized.RoundsBias = true;
        quantized.eval();
        return quantized;
    }

    // Ranges of a transposed convolution are shared by the channels of the same number in all groups.
    private static float[] Steps(QuantWeightedLayer layer)
    {
        var ranges = Tensors.Floats(layer.WeightQuantizer.Amax!);
        var outputs = layer.bias?.numel() ?? ranges.Length;
        return [.. Enumerable.Range(0, (int)outputs).Select(i => Input / 127 * (ranges[i % ranges.Length] / 127))];
    }
}
