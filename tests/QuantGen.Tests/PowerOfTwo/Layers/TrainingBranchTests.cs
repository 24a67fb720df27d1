using QuantGen.Modules;
using QuantGen.PowerOfTwo;
using QuantGen.Tests.Modules;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.PowerOfTwo.Layers;

/// <summary>Section 1.7 of the specification: both branches, and both forms of the gradient.</summary>
public sealed class TrainingBranchTests
{
    private const double Step = 1e-2;

    [Theory]
    [MemberData(nameof(LayerCases.Names), MemberType = typeof(LayerCases))]
    public void SwitchedOffTheLayerIsTheFloatLayerBitForBit(string name)
    {
        foreach (var normalized in new[] { false, true })
        {
            using var scope = NewDisposeScope();
            var pair = new Pair(name, normalized, GradientForm.StraightThrough);
            pair.Layer.Enabled = false;
            var (expected, actual) = (pair.FloatStep(), pair.QuantizedStep());
            Assert.Equal(expected.Output, actual.Output);
            Assert.Equal(expected.Gradients, actual.Gradients);
            Assert.Equal(pair.FloatStatistics(), pair.QuantizedStatistics());
        }
    }

    [Theory]
    [MemberData(nameof(LayerCases.Names), MemberType = typeof(LayerCases))]
    public void TheGradientIsThatOfTheFloatLayerBitForBit(string name)
    {
        foreach (var normalized in new[] { false, true })
        {
            using var scope = NewDisposeScope();
            var pair = new Pair(name, normalized, GradientForm.StraightThrough);
            for (var step = 0; step < 2; step++)
            {
                var (expected, actual) = (pair.FloatStep(), pair.QuantizedStep());
                Assert.Equal(expected.Gradients, actual.Gradients);
                Assert.Equal(pair.FloatStatistics(), pair.QuantizedStatistics());
            }
        }
    }

    [Theory]
    [MemberData(nameof(LayerCases.Names), MemberType = typeof(LayerCases))]
    public void TheValueIsThatOfTheQuantizedBranchBitForBit(string name)
    {
        foreach (var form in Enum.GetValues<GradientForm>())
        {
            using var scope = NewDisposeScope();
            var pair = new Pair(name, normalized: true, form);
            var trained = pair.QuantizedStep().Output;
            pair.Layer.eval();
            pair.Norm?.eval();
            using var noGradient = no_grad();
            Assert.Equal(trained, Tensors.Floats(pair.Layer.call(pair.Input)));
        }
    }

    [Fact]
    public void TheValueDoesNotDependOnTheFloatBranch()
    {
        // y + (v - y) of values this far apart would lose the quantized one.
        using var scope = NewDisposeScope();
        using var source = Linear(1, 1, hasBias: false);
        using (no_grad())
            source.weight!.fill_(0.3f);
        var norm = BatchNorm1d(1);
        using (no_grad())
            norm.running_var!.fill_(1e-12f);
        norm.eps = 1e-12;
        norm.momentum = 0;
        var layer = new PowerOfTwoLinear(source);
        layer.FoldBatchNorm(norm);

        var input = tensor(new[] { 1f, 2, 3, 5 }).view(-1, 1);
        var weight = layer.Deployed().Weight;
        Assert.Equal(Tensors.Floats(functional.linear(input, weight)), Tensors.Floats(layer.call(input)));
    }

    [Fact]
    public void WithoutGradientsOnlyATrainingNormalizationSeesTheFloatBranch()
    {
        using var scope = NewDisposeScope();
        var pair = new Pair("conv2d", normalized: true, GradientForm.StraightThrough);
        var before = pair.QuantizedStatistics();
        pair.Norm!.eval();
        using (no_grad())
            pair.Layer.call(pair.Input);
        Assert.Equal(before, pair.QuantizedStatistics());

        pair.Norm.train();
        using (no_grad())
            pair.Layer.call(pair.Input);
        Assert.NotEqual(before, pair.QuantizedStatistics());
    }

    [Theory]
    [InlineData("linear")]
    [InlineData("conv2d")]
    [InlineData("conv2d depthwise")]
    [InlineData("conv_transpose2d grouped")]
    public void TheGradientOfTheQuantizedFormIsThatOfTheSurrogate(string name)
    {
        foreach (var frozen in new[] { true, false })
        {
            using var scope = NewDisposeScope();
            var pair = new Pair(name, normalized: true, GradientForm.Quantized);
            pair.Norm!.train(!frozen);
            pair.Layer.call(pair.Input);
            var output = pair.Layer.call(pair.Input);
            var direction = randn_like(output);
            (output * direction).sum().backward();
            pair.Norm.eval();
            pair.CompareWithDifferences(direction);
        }
    }

    [Fact]
    public void WhatIsCutOffGetsNoGradientInTheQuantizedForm()
    {
        using var scope = NewDisposeScope();
        var values = Enumerable.Range(0, 20001).Select(static i => i == 20000 ? 100 : 4f * i / 20000).ToArray();
        var layer = FixedPointLayers.Column(values, new float[20001], new() { WeightTail = 0.01, Gradient = GradientForm.Quantized });
        layer.call(ones(1, 1)).sum().backward();
        var gradient = Tensors.Floats(layer.weight.grad!);
        Assert.Equal(0, gradient[^1]);
        Assert.All(gradient[..^1], static value => Assert.Equal(1, value));

        var biased = FixedPointLayers.Column([0.25f, 0.25f, 0.25f], [0.7f, -1.3f, 0.02f], new() { Gradient = GradientForm.Quantized });
        biased.InputRange = FixedPointLayers.Range(256, signed: false);
        biased.call(ones(1, 1)).sum().backward();
        Assert.Equal([0f, 0, 1], Tensors.Floats(biased.bias!.grad!));
    }

    [Fact]
    public void TheResultMayBeChangedInPlace()
    {
        using var scope = NewDisposeScope();
        var pair = new Pair("conv2d", normalized: true, GradientForm.StraightThrough);
        var output = pair.Layer.call(pair.Input);
        output.add_(1).mul_(2).sum().backward();
        Assert.NotNull(pair.Layer.weight.grad);
    }

    private sealed class Pair
    {
        private readonly Module<Tensor, Tensor> _source;
        private readonly BatchNorm? _norm;

        public Pair(string name, bool normalized, GradientForm form)
        {
            (_source, Input) = LayerCases.Make(name);
            Layer = FixedPointLayers.Of(_source, new() { Gradient = form });
            if (!normalized || !BatchNormMergeTests.CanBeNormalized(_source, Input))
                return;

            _norm = FixedPointLayers.NormFor(_source);
            Norm = new LayerConverter(Granularity.PerTensor).Copy(_norm);
            Layer.FoldBatchNorm(Norm);
        }

        public Tensor Input { get; }

        public PowerOfTwoLayer Layer { get; }

        public BatchNorm? Norm { get; }

        public (float[] Output, float[] Gradients) FloatStep() => Run(
            input => _norm is { } norm ? norm.call(_source.call(input)) : _source.call(input),
            [.. _source.parameters(), .. _norm?.parameters() ?? []]);

        public (float[] Output, float[] Gradients) QuantizedStep() =>
            Run(Layer.call, [.. Layer.parameters(), .. Norm?.parameters() ?? []]);

        public float[] FloatStatistics() => Statistics(_norm);

        public float[] QuantizedStatistics() => Statistics(Norm);

        public void CompareWithDifferences(Tensor direction)
        {
            // Weight and bias as they are, plus how far the unquantized ones move: rounding is the identity there.
            var (weight, bias) = Layer.Deployed();
            Layer.Enabled = false;
            var (exact, shift) = Layer.Deployed();
            foreach (var parameter in Layer.parameters().Concat(Norm!.parameters()))
            {
                var change = randn_like(parameter) * Step;
                var (above, below) = (Surrogate(1), Surrogate(-1));
                var expected = (above - below) / 2;
                var actual = (parameter.grad! * change).sum().item<float>();
                Assert.Equal(expected, actual, 2e-2f * Math.Max(0.05f, Math.Abs(expected)));

                float Surrogate(int sign)
                {
                    using var noGradient = no_grad();
                    parameter.add_(change * sign);
                    var (moved, movedShift) = Layer.Deployed();
                    parameter.sub_(change * sign);
                    return (Operator(Input, weight + moved - exact, bias! + movedShift! - shift!) * direction).sum().item<float>();
                }
            }
        }

        private Tensor Operator(Tensor input, Tensor weight, Tensor bias) => _source switch
        {
            Linear _ => functional.linear(input, weight, bias),
            Conv2d conv => functional.conv2d(input, weight, bias, conv.stride, conv.padding!, conv.dilation, conv.groups),
            ConvTranspose2d conv => functional.conv_transpose2d(
                input, weight, bias, conv.stride, conv.padding!, conv.output_padding, conv.dilation, conv.groups),
            _ => throw new InvalidOperationException(_source.GetName()),
        };

        private static float[] Statistics(BatchNorm? norm) =>
            norm is null ? [] : [.. Tensors.Floats(norm.running_mean!), .. Tensors.Floats(norm.running_var!)];

        private (float[] Output, float[] Gradients) Run(Func<Tensor, Tensor> forward, List<Parameter> parameters)
        {
            foreach (var parameter in parameters)
                parameter.grad = null;

            var input = Input.clone().requires_grad_(true);
            var output = forward(input);
            (output * linspace(-1, 1, output.numel()).view(output.shape)).sum().backward();
            return (Tensors.Floats(output), [.. Tensors.Floats(input.grad!), .. parameters.SelectMany(static parameter => Tensors.Floats(parameter.grad!))]);
        }
    }
}
