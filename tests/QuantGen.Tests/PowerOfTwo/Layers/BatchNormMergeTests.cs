using QuantGen.PowerOfTwo;
using QuantGen.Tests.Modules;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.PowerOfTwo.Layers;

/// <summary>Section 1.4 of the specification: batch normalization, merged at every call.</summary>
public sealed class BatchNormMergeTests
{
    [Fact]
    public void Section14MergedWeightAndBias()
    {
        using var scope = NewDisposeScope();
        using var source = Linear(1, 1);
        var norm = BatchNorm1d(1);
        using (no_grad())
        {
            source.weight!.fill_(0.8f);
            source.bias!.fill_(0.1f);
            norm.weight.fill_(1.5f);
            norm.bias!.fill_(0.2f);
            norm.running_mean!.fill_(0.4f);
            norm.running_var!.fill_(0.25f);
        }

        var layer = new PowerOfTwoLinear(source) { Enabled = false };
        layer.FoldBatchNorm(norm);
        var (weight, bias) = layer.Deployed();
        Assert.Equal(2.399952f, weight.item<float>(), 1e-6f);
        Assert.Equal(-0.699982f, bias!.item<float>(), 1e-6f);
        Assert.Equal(2.99994f, (weight / 0.8f).item<float>(), 2e-6f);
    }

    [Theory]
    [MemberData(nameof(LayerCases.Names), MemberType = typeof(LayerCases))]
    public void TheMergedLayerIsLayerAndNormalization(string name)
    {
        foreach (var affine in new[] { true, false })
        {
            using var scope = NewDisposeScope();
            var (source, input) = LayerCases.Make(name);
            if (!CanBeNormalized(source, input))
                return;

            var norm = FixedPointLayers.NormFor(source, affine);
            source.eval();
            norm.eval();
            var expected = Tensors.Floats(norm.call(source.call(input)));
            var layer = FixedPointLayers.Of(source, new() { Bias = BiasMode.Float }, bits: 16);
            layer.FoldBatchNorm(norm);
            using var noGradient = no_grad();
            Assert.InRange(Tensors.RelativeDistance(expected, Tensors.Floats(layer.call(input))), 0, 1e-3);

            layer.Enabled = false;
            Assert.Equal(expected, Tensors.Floats(layer.call(input)));
        }
    }

    [Fact]
    public void TheRunningStatisticsAreMergedAlsoWhileTheFloatBranchTrains()
    {
        using var scope = NewDisposeScope();
        var (source, input) = LayerCases.Make("conv2d");
        var norm = FixedPointLayers.NormFor(source);
        var layer = FixedPointLayers.Of(source);
        layer.FoldBatchNorm(norm);
        layer.train();
        var trained = Tensors.Floats(layer.call(input));

        layer.eval();
        norm.eval();
        Assert.Equal(trained, Tensors.Floats(layer.call(input)));
    }

    [Fact]
    public void ANormalizationWithoutRunningStatisticsIsCalledAfterTheLayer()
    {
        using var scope = NewDisposeScope();
        using var source = Conv2d(3, 4, 3);
        var norm = BatchNorm2d(4, track_running_stats: false);
        var layer = FixedPointLayers.Of(source);
        layer.FoldBatchNorm(norm);
        Assert.False(layer.MergesBatchNorm);

        var input = randn(2, 3, 6, 6);
        var (weight, bias) = layer.Deployed();
        using var noGradient = no_grad();
        Assert.Equal(Tensors.Floats(norm.call(functional.conv2d(input, weight, bias))), Tensors.Floats(layer.call(input)));
    }

    [Fact]
    public void WhatDoesNotFitIsNamed()
    {
        using var scope = NewDisposeScope();
        var layer = FixedPointLayers.Of(Conv2d(3, 4, 3));
        Assert.Contains("4 output channels", Assert.Throws<LayerConversionException>(() => layer.FoldBatchNorm(BatchNorm2d(5))).Message, StringComparison.Ordinal);
        Assert.Contains("not a ReLU", Assert.Throws<LayerConversionException>(() => layer.FoldBatchNorm(ReLU())).Message, StringComparison.Ordinal);
        layer.FoldBatchNorm(BatchNorm2d(4));
        Assert.Contains("already", Assert.Throws<LayerConversionException>(() => layer.FoldBatchNorm(BatchNorm2d(4))).Message, StringComparison.Ordinal);
    }

    /// <summary>Whether a batch normalization takes the output.</summary>
    internal static bool CanBeNormalized(Module<Tensor, Tensor> source, Tensor input) => source is Linear
        ? input.dim() == 2
        : input.dim() == ((Convolution)source).kernel_size.Length + 2;
}
