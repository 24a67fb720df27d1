using QuantGen.PowerOfTwo;
using QuantGen.Tests.PowerOfTwo.Calibration;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.PowerOfTwo.Preparation;

public sealed class BatchNormMergeTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    // Section 1.4: gamma 1.5, beta 0.2, mean 0.4, var 0.25, eps 1e-5, w 0.8, b 0.1.
    [Theory]
    [InlineData(true, 0.1f, -0.699982f)]
    [InlineData(false, 0, -0.999976f)]
    public void Section_1_4_WorkedFigure(bool hasBias, float bias, float merged)
    {
        using var network = nn.Sequential(nn.Conv2d(1, 1, 1, bias: hasBias), nn.BatchNorm2d(1));
        network.eval();
        var (conv, norm) = ((Conv2d)network[0], (BatchNorm2d)network[1]);
        using (no_grad())
        {
            conv.weight.fill_(0.8f);
            conv.bias?.fill_(bias);
            norm.weight.fill_(1.5f);
            norm.bias!.fill_(0.2f);
            norm.running_mean!.fill_(0.4f);
            norm.running_var!.fill_(0.25f);
        }

        Assert.Equal([("0", "1")], BatchNormMerge.Apply(network, ones(1, 1, 1, 1)));
        Assert.Equal(2.399952f, conv.weight.item<float>(), 1e-6f);
        Assert.Equal(merged, (conv.bias ?? norm.bias!).item<float>(), 1e-6f);
        Assert.Equal((1, 0, 1 - 1e-5f), (norm.weight.item<float>(), norm.running_mean!.item<float>(), norm.running_var!.item<float>()));
        Assert.Equal(hasBias ? 0 : merged, norm.bias!.item<float>(), 1e-6f);
        Assert.Equal(2.399952f + merged, network.call(ones(1, 1, 1, 1)).item<float>(), 1e-5f);
    }

    [Fact]
    public void RandomNetworksComputeTheSameUpToRounding()
    {
        var found = 0;
        for (var seed = 0; seed < 30; seed++)
        {
            using var scope = NewDisposeScope();
            using var network = new RandomNetwork(seed);
            network.eval();
            var input = new Draws(seed).Normal(3, 4, 9, 9);
            var expected = HandTwin.Floats(network.call(input));
            found += BatchNormMerge.Apply(network, RandomNetwork.Probe).Count;
            Assert.InRange(Tensors.RelativeDistance(expected, HandTwin.Floats(network.call(input))), 0, 1e-5);
        }

        Assert.True(found > 50, $"only {found} normalizations");
    }

    [Fact]
    public void WhatAnotherSeesIsLeftAlone()
    {
        using var network = new Tapped();
        var before = HandTwin.Bytes(network);
        Assert.Empty(BatchNormMerge.Apply(network, RandomNetwork.Probe));
        Assert.Equal(before, HandTwin.Bytes(network));
    }

    [Fact]
    public void OneWithoutScaleMergesIntoABiasOnly()
    {
        using var network = nn.Sequential(nn.Conv2d(4, 3, 1), nn.BatchNorm2d(3, affine: false), nn.Conv2d(3, 3, 1, bias: false), nn.BatchNorm2d(3, affine: false));
        new Draws(1).Fill(network);
        network.eval();
        var expected = HandTwin.Floats(network.call(RandomNetwork.Probe));
        Assert.Equal([("0", "1")], BatchNormMerge.Apply(network, RandomNetwork.Probe));
        Assert.InRange(Tensors.RelativeDistance(expected, HandTwin.Floats(network.call(RandomNetwork.Probe))), 0, 1e-5);
    }

    private sealed class Tapped : nn.Module<Tensor, Tensor>
    {
        private readonly Conv2d conv = nn.Conv2d(4, 4, 1);
        private readonly BatchNorm2d norm = nn.BatchNorm2d(4);

        public Tapped()
            : base(nameof(Tapped)) => RegisterComponents();

        public override Tensor forward(Tensor x)
        {
            var y = conv.call(x);
            return norm.call(y) + y.sigmoid();
        }
    }
}
