using QuantGen.PowerOfTwo;
using QuantGen.Tests.PowerOfTwo.Calibration;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.PowerOfTwo.Preparation;

public sealed class CrossLayerEqualizationTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void RandomNetworksComputeTheSameBitForBit()
    {
        var found = 0;
        for (var seed = 0; seed < 40; seed++)
        {
            using var scope = NewDisposeScope();
            using var network = new RandomNetwork(seed);
            network.eval();
            var inputs = new[] { RandomNetwork.Probe, new Draws(seed).Normal(3, 4, 9, 9) };
            var expected = inputs.Select(input => HandTwin.Floats(network.call(input))).ToList();
            var result = CrossLayerEqualization.Apply(network, RandomNetwork.Probe);
            found += result.Pairs.Count;
            Assert.Equal(0, result.Difference);
            Assert.Equal(expected, inputs.Select(input => HandTwin.Floats(network.call(input))));
            Assert.False(network.training);
        }

        Assert.True(found > 60, $"only {found} pairs");
    }

    [Fact]
    public void WithOtherFactorsTheFunctionIsTheSameUpToRounding()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            using var scope = NewDisposeScope();
            using var network = new RandomNetwork(seed);
            network.train();
            var result = CrossLayerEqualization.Apply(network, RandomNetwork.Probe, new EqualizationOptions { PowersOfTwo = false });
            Assert.InRange(result.Difference, 0, 1e-4);
            Assert.True(network.training);
        }
    }

    [Fact]
    public void UnequalChannelsBecomeAlike()
    {
        using var network = Unequal();
        network.eval();
        var result = CrossLayerEqualization.Apply(network, Probe(), new EqualizationOptions { PowersOfTwo = false, Rounds = 200 });
        Assert.Equal([new("0", "1", "3"), new("3", "4", "6")], result.Pairs.Select(static pair => pair.Pair));
        Assert.All(result.Pairs, static pair => Assert.True(pair.SpreadBefore > 10));
        Assert.All(result.Pairs, static pair => Assert.InRange(pair.SpreadAfter, 1, 3));
    }

    [Fact]
    public void ItUndoesARescaling()
    {
        using var network = Unequal(spread: 0);
        using var rescaled = Unequal(spread: 6);
        network.eval();
        rescaled.eval();
        var before = Error(rescaled);
        CrossLayerEqualization.Apply(rescaled, Probe());
        Assert.True(Error(rescaled) < before / 20, $"{Error(rescaled)} is not much less than {before}");
        Assert.True(Error(rescaled) < 4 * Error(network), $"{Error(rescaled)} is far from {Error(network)}");

        // The squared error of the depthwise weight with 8 bits, of what merging makes of it, relative to each channel's.
        static float Error(Sequential network)
        {
            using var scope = NewDisposeScope();
            var layer = new PowerOfTwoConv2d((Conv2d)network[3]);
            layer.FoldBatchNorm((BatchNorm2d)network[4]);
            var (exact, quantized) = (layer.Merged().Weight, layer.Deployed().Weight);
            return ((exact - quantized).square().sum([1, 2, 3]) / exact.square().sum([1, 2, 3])).mean().item<float>();
        }
    }

    [Theory]
    [InlineData("relu6")]
    [InlineData("clamp")]
    [InlineData("sigmoid")]
    [InlineData("skip")]
    [InlineData("tap")]
    [InlineData("twice")]
    public void WhatDependsOnTheSizeOfTheChannelsIsLeftAlone(string kind)
    {
        using var network = new Two(kind);
        var before = HandTwin.Bytes(network);
        Assert.Empty(CrossLayerEqualization.Find(network, Probe()));
        Assert.Empty(CrossLayerEqualization.Apply(network, Probe()).Pairs);
        var named = new EqualizationOptions { Pairs = [new("first", null, "second")] };
        Assert.Contains("'first' and 'second'", Assert.Throws<QuantizationException>(() => CrossLayerEqualization.Apply(network, Probe(), named)).Message, StringComparison.Ordinal);
        Assert.Equal(before, HandTwin.Bytes(network));
        Assert.True(network.training);
    }

    [Theory]
    [InlineData("relu")]
    [InlineData("pool")]
    [InlineData("none")]
    public void WhatDoesNotIsFound(string kind)
    {
        using var network = new Two(kind);
        var before = HandTwin.Bytes(network);
        Assert.Equal([new("first", null, "second")], CrossLayerEqualization.Find(network, Probe()));
        Assert.Equal(before, HandTwin.Bytes(network));
        Assert.Single(CrossLayerEqualization.Apply(network, Probe(), new EqualizationOptions { Pairs = [new("first", null, "second")] }).Pairs);
    }

    [Fact]
    public void ChannelsThatMakeNothingStayAsTheyAre()
    {
        using var network = new Two("relu");
        using (no_grad())
        {
            network.First.weight[2] = 0;
            network.First.bias![2] = 0;
            network.Second.weight[TensorIndex.Colon, 3] = 1e-9f;
        }

        var kept = HandTwin.Floats(network.First.weight[3]);
        CrossLayerEqualization.Apply(network, Probe());
        Assert.Equal(kept, HandTwin.Floats(network.First.weight[3]));
        Assert.All(network.parameters(), static parameter => Assert.True(parameter.isfinite().all().item<bool>()));
    }

    [Fact]
    public void AProbeThatGivesNothingFiniteIsRefused()
    {
        using var network = new Two("relu");
        Assert.Contains("NaN or infinity", Assert.Throws<QuantizationException>(() => CrossLayerEqualization.Apply(network, full([1, 4, 6, 6], float.NaN))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(static () => new EqualizationOptions { Rounds = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new EqualizationOptions { Tolerance = 0 });
    }

    private static Tensor Probe() => RandomNetwork.Probe;

    // As a block of MobileNetV2, with channels that differ by up to e^spread.
    private static Sequential Unequal(double spread = 3)
    {
        var draws = new Draws(5);
        var network = nn.Sequential(
            nn.Conv2d(4, 16, 1, bias: false), nn.BatchNorm2d(16), nn.ReLU(),
            nn.Conv2d(16, 16, 3, padding: 1, groups: 16, bias: false), nn.BatchNorm2d(16), nn.ReLU(),
            nn.Conv2d(16, 4, 1, bias: false), nn.BatchNorm2d(4));
        draws.Fill(network);
        using var noGradient = no_grad();
        var (first, second) = ((draws.Uniform(16) * spread).exp(), (draws.Uniform(16) * spread).exp());
        Divide((BatchNorm2d)network[1], (Conv2d)network[3], first.view(-1, 1, 1, 1), first);
        Divide((BatchNorm2d)network[4], (Conv2d)network[6], second.view(1, -1, 1, 1), second);
        return network;

        static void Divide(BatchNorm2d norm, Conv2d next, Tensor factors, Tensor perChannel)
        {
            norm.weight.div_(perChannel);
            norm.bias!.div_(perChannel);
            next.weight.mul_(factors);
        }
    }

    private sealed class Two : nn.Module<Tensor, Tensor>
    {
        private readonly Conv2d first;
        private readonly Conv2d second;
        private readonly string _kind;

        public Two(string kind)
            : base(nameof(Two))
        {
            _kind = kind;
            first = nn.Conv2d(4, 4, 3, padding: 1);
            second = nn.Conv2d(4, 4, 1);
            RegisterComponents();
            new Draws(2).Fill(this);
        }

        public Conv2d First => first;

        public Conv2d Second => second;

        public override Tensor forward(Tensor x)
        {
            var y = first.call(x);
            y = _kind switch
            {
                "relu6" => nn.functional.relu6(y),
                "clamp" => y.clamp(-100, 100),
                "sigmoid" => y.sigmoid(),
                "relu" => y.relu(),
                "pool" => nn.functional.max_pool2d(y.relu(), 2),
                "twice" => first.call(y),
                _ => y,
            };
            var z = second.call(y);
            return _kind switch { "skip" => x + z + y, "tap" => cat([z, y], 1), _ => z };
        }
    }
}
