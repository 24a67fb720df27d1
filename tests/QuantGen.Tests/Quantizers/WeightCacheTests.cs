using QuantGen.Modules;
using QuantGen.Quantizers;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Quantizers;

/// <summary>Weights that are kept while no gradients are recorded: never older than what they are computed from.</summary>
public sealed class WeightCacheTests
{
    private static readonly Dictionary<string, Action<QuantConv2d, BatchNorm>> Changes = new(StringComparer.Ordinal)
    {
        ["nothing"] = static (_, _) => { },
        ["weight in place"] = static (layer, _) => layer.weight.mul_(1.5f),
        ["one weight"] = static (layer, _) => layer.weight[1, 2, 0, 1] = tensor(0.123f),
        ["signs of a channel"] = static (layer, _) => layer.weight[0].neg_(),
        ["memory of the weight"] = static (layer, _) => layer.weight.bytes[401] ^= 0x40,
        ["another weight"] = static (layer, _) => layer.weight = new Parameter(randn(layer.weight.shape)),
        ["bias"] = static (layer, _) => layer.bias!.add_(1),
        ["no bias"] = static (layer, _) => layer.bias = null,
        ["gamma"] = static (_, norm) => norm.weight.mul_(-1),
        ["beta"] = static (_, norm) => norm.bias!.add_(1),
        ["mean"] = static (_, norm) => norm.running_mean!.add_(0.5f),
        ["variance"] = static (_, norm) => norm.running_var!.mul_(2),
        ["statistics anew"] = static (_, norm) => norm.reset_running_stats(),
        ["epsilon"] = static (_, norm) => norm.eps = 0.1,
        ["range in place"] = static (layer, _) => layer.WeightQuantizer.Amax!.mul_(0.5f),
        ["range"] = static (layer, _) => layer.WeightQuantizer.Amax = layer.WeightQuantizer.Amax! * 0.7f,
        ["bits"] = static (layer, _) => layer.WeightQuantizer.Bits = 4,
        ["narrow range"] = static (layer, _) => layer.WeightQuantizer.NarrowRange = false,
        ["quantizer off"] = static (layer, _) => layer.WeightQuantizer.Enabled = false,
        ["factor"] = static (layer, _) => layer.WeightQuantizer.PreQuantScale = tensor(0.5f),
        ["state"] = static (layer, norm) =>
        {
            layer.load_state_dict(layer.state_dict().ToDictionary(static entry => entry.Key, static entry => entry.Value * 0.5f));
            norm.load_state_dict(norm.state_dict().ToDictionary(
                static entry => entry.Key, static entry => entry.Key == "running_var" ? entry.Value * 3 : entry.Value));
        },
        ["training step"] = static (layer, norm) =>
        {
            layer.train();
            norm.train();
            using (enable_grad())
                layer.call(randn(4, 4, 6, 6)).square().mean().backward();
            layer.weight.sub_(layer.weight.grad! * 0.1f);
            layer.eval();
            norm.eval();
        },
    };

    public static TheoryData<string, bool> Cases
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (var name in Changes.Keys)
            {
                data.Add(name, true);
                data.Add(name, false);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void AChangeCountsAtTheNextCall(string change, bool fold)
    {
        using var scope = NewDisposeScope();
        var (layer, norm) = Layer(fold);
        var input = randn(2, 4, 6, 6);
        using var noGradient = no_grad();
        var before = layer.call(input);
        Bits.Equal(before, layer.call(input), "unchanged");
        Changes[change](layer, norm);
        var after = layer.call(input);
        layer.Weights.Dispose();
        Bits.Equal(layer.call(input), after, change);
    }

    [Fact]
    public void CallsWithGradientsKeepNothingAndGiveThem()
    {
        using var scope = NewDisposeScope();
        var (layer, _) = Layer(fold: true);
        var input = randn(2, 4, 6, 6);
        using (no_grad())
            layer.call(input);

        layer.call(input).sum().backward();
        Assert.NotNull(layer.weight.grad);
    }

    [Fact]
    public void OneLayerMayMergeForOneInputAndNotForAnother()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var layer = new QuantLinear(Linear(5, 3), new QuantDescriptor { Amax = [2] }, new QuantDescriptor { Amax = [0.4f] });
        var norm = BatchNorm1d(3);
        norm.running_var!.fill_(4);
        layer.FoldBatchNorm(norm);
        norm.eval();
        var (flat, deep) = (randn(4, 5), randn(4, 3, 5));
        var (first, second) = (layer.call(flat), layer.call(deep));
        Bits.Equal(first, layer.call(flat));
        Bits.Equal(second, layer.call(deep));
    }

    [Fact]
    public void WhatIsKeptIsComputedOnce()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var quantizer = new TensorQuantizer(new QuantDescriptor { Amax = [1] });
        using var cache = new WeightCache();
        var (weight, calls) = (randn(3, 5), 0);
        for (var i = 0; i < 3; i++)
            Bits.Equal(quantizer.call(weight), Get().Weight);

        Assert.Equal(1, calls);
        weight.zero_();
        Bits.Equal(zeros(3, 5), Get().Weight);
        Assert.Equal(2, calls);

        // The sign of zero is a bit like any other.
        weight.neg_();
        Get();
        Assert.Equal(3, calls);
        using (enable_grad())
            Get();
        Assert.Equal(4, calls);

        (Tensor Weight, Tensor? Bias) Get() => cache.Get(quantizer, 0, [weight, null], () =>
        {
            calls++;
            return (quantizer.call(weight), null);
        });
    }

    [Fact]
    public void ThreadsMayShareALayer()
    {
        using var scope = NewDisposeScope();
        var (layer, _) = Layer(fold: true);
        var input = randn(2, 4, 6, 6);
        Tensor expected;
        using (no_grad())
            expected = layer.call(input);

        Parallel.For(0, 64, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
        {
            using var inner = NewDisposeScope();
            using var noGradient = no_grad();
            if (i % 8 == 0)
                layer.Weights.Dispose();

            Bits.Equal(expected, layer.call(input));
        });
    }

    [Fact]
    public void TheRangeOverWhatANormalizationMultipliesByIsThatOfOperators()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        random.manual_seed(2);
        foreach (var affine in new[] { true, false })
        {
            var norm = BatchNorm2d(300, affine: affine);
            norm.running_var!.copy_(rand(300).pow(8) * 5);
            if (affine)
            {
                norm.weight.copy_(randn(300));
                norm.weight[3] = tensor(0f);
                norm.weight[4] = tensor(1e-12f);
            }

            var deviation = (norm.running_var! + norm.eps).sqrt();
            var scale = affine ? norm.weight / deviation : deviation.reciprocal();
            var divisor = where(scale.abs().le(IntegerGrid.ZeroRange), ones(1), scale).abs().reshape(-1, 1, 1, 1);
            foreach (var amax in new[] { rand(300, 1, 1, 1), tensor(0.7f), rand(1, 1, 1, 1) })
                Bits.Equal((amax / divisor).flatten(), tensor(DividedRange.Of(norm, amax, randn(300, 2, 3, 3))!));

            Assert.Null(DividedRange.Of(norm, rand(1, 2, 1, 1), randn(300, 2, 3, 3)));
        }
    }

    private static (QuantConv2d Layer, BatchNorm Norm) Layer(bool fold)
    {
        random.manual_seed(1);
        var layer = new QuantConv2d(Conv2d(4, 6, 3), new QuantDescriptor { Amax = [2] });
        layer.WeightQuantizer.Amax = layer.weight.detach().abs().amax([1, 2, 3], keepdim: true) * 0.9f;
        var norm = BatchNorm2d(6);
        using (no_grad())
        {
            norm.running_mean!.copy_(randn(6));
            norm.running_var!.copy_(rand(6) + 0.5f);
            norm.weight.copy_(rand(6) + 0.5f);
        }

        if (fold)
            layer.FoldBatchNorm(norm);

        layer.eval();
        norm.eval();
        return (layer, norm);
    }
}
