using QuantGen.Quantizers;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Quantizers;

public sealed class GradientTests
{
    private static readonly IntegerGrid Grid = IntegerGrid.Of(8, unsigned: false, narrowRange: true);

    [Fact]
    public void NothingIsRecordedWhereNoGradientIsNeeded()
    {
        using var scope = NewDisposeScope();
        var x = rand(8, 8).requires_grad_();
        Assert.True(FakeQuantization.Apply(x, tensor(0.5f)).requires_grad);
        Assert.False(FakeQuantization.Apply(x.detach(), tensor(0.5f)).requires_grad);
        using (no_grad())
            Assert.False(FakeQuantization.Apply(x, tensor(0.5f)).requires_grad);
    }

    [Theory]
    [InlineData(0, 1, 2, 3)]
    [InlineData(0, 2, 3, 1)]
    [InlineData(3, 1, 0, 2)]
    public void TheResultKeepsTheLayoutOfADenseInput(int a, int b, int c, int d)
    {
        using var scope = NewDisposeScope();
        long[] order = [a, b, c, d], back = new long[4];
        for (var i = 0; i < 4; i++)
            back[order[i]] = i;

        var x = rand(2, 3, 4, 5).permute(order).contiguous().permute(back);
        Assert.Equal(x.stride(), FakeQuantization.Apply(x, tensor(0.5f)).stride());
        Assert.Equal(x.stride(), FakeQuantization.Apply(x, rand(1, 3, 1, 1)).stride());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AGradientOfAnotherLayoutIsMaskedAtTheSameElements(bool isPrivate)
    {
        using var scope = NewDisposeScope();
        var x = (rand(2, 3, 4, 5) - 0.5f).permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2).requires_grad_();
        var expected = x.detach().abs().le(0.25f).to(ScalarType.Float32);
        var permuted = rand(5, 4, 3, 2).permute(3, 2, 1, 0);
        foreach (var gradient in new[] { rand(2, 3, 4, 5), permuted, rand(1).expand(2, 3, 4, 5), rand(4, 3, 4, 5).slice(0, 0, 4, 2) })
        {
            var kept = gradient.clone();
            x.grad = null;
            FakeQuantization.Apply(x, tensor(0.25f), Grid, isPrivate).backward([gradient]);
            Bits.Equal(kept * expected, x.grad!);
        }
    }

    [Fact]
    public void AGradientThatOthersReadIsLeftAsItIs()
    {
        using var scope = NewDisposeScope();
        var x = (rand(100) - 0.5f).requires_grad_();
        var gradient = rand(100) + 0.5f;
        var kept = gradient.clone();
        FakeQuantization.Apply(x, tensor(0.2f)).backward([gradient]);
        Bits.Equal(kept, gradient);
    }

    // 200 values under one range lie in a run of their own, 6 are quantized together with their neighbours.
    [Theory]
    [InlineData(200)]
    [InlineData(6)]
    public void OfManyRunsAnyCanBeTheFirstWithAClippedValue(int width)
    {
        using var scope = NewDisposeScope();
        const int channels = 90;
        foreach (var first in new[] { 0, 1, channels / 2, channels - 1 })
        {
            var x = rand(channels, width) - 0.5f;
            x[first, width / 2] = tensor(0.75f);
            x[channels - 1, width - 1] = tensor(-0.75f);
            x.requires_grad_();
            FakeQuantization.Apply(x, full(channels, 1, 0.5f)).backward([ones(channels, width)]);
            Bits.Equal(x.detach().abs().le(0.5f).to(ScalarType.Float32), x.grad!);
        }
    }

    [Fact]
    public void BackwardCanRunTwice()
    {
        using var scope = NewDisposeScope();
        var x = (rand(300) - 0.5f).requires_grad_();
        var y = FakeQuantization.Apply(x, tensor(0.2f));
        y.backward([ones(300)], retain_graph: true);
        var once = x.grad!.clone();
        y.backward([ones(300)]);
        Bits.Equal(once * 2, x.grad!);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TheGradientCanBeDifferentiatedAgain(bool isPrivate)
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 0.1f, 0.3f, -0.1f, -0.3f }).requires_grad_();

        // y = fq(x)^2: dy/dx = 2 fq(x) where it passes, and the derivative of that is 2 there.
        var y = FakeQuantization.Apply(x, tensor(0.2f), Grid, isPrivate).square().sum();
        var first = autograd.grad([y], [x], retain_graph: true, create_graph: true)[0];
        var second = autograd.grad([first.sum()], [x])[0];
        Assert.Equal([2, 0, 2, 0], Tensors.Floats(second));
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void ASingleNumberKeepsItsShapeInBothDirections(ScalarType type)
    {
        using var scope = NewDisposeScope();
        var x = tensor(0.7, type).requires_grad_();
        var y = FakeQuantization.Apply(x, tensor(0.5f));
        y.backward();
        Assert.Equal([], y.shape);
        Assert.Equal([], x.grad!.shape);
        Assert.Equal(0, x.grad!.to(ScalarType.Float32).item<float>());
        var clipped = tensor(0.7, type).requires_grad_();
        Clip.Apply(clipped, tensor(0f), tensor(0.5f)).backward();
        Assert.Equal([], clipped.grad!.shape);
    }

    [Fact]
    public void LevelsGetTheGradientOfValues()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 0.1f, 0.3f, -0.2f }).requires_grad_();
        FakeQuantization.Quantize(x, tensor(0.2f)).Levels.sum().backward();
        Assert.Equal([1, 0, 1], Tensors.Floats(x.grad!));
    }

    [Fact]
    public void NonContiguousInputsAndBroadcastRangesEqualTheirContiguousForm()
    {
        using var scope = NewDisposeScope();
        var whole = rand(6, 8, 10) - 0.5f;
        var expanded = rand(1, 8, 1).expand(6, 8, 10);
        foreach (var x in new[] { whole.slice(0, 0, 6, 2), whole.narrow(2, 3, 4), whole.transpose(0, 2), whole.select(1, 3), expanded })
        {
            var amax = x.abs().max() * 0.7f;
            var (expected, expectedGradient) = Bits.Run(x.contiguous(), ones(x.shape), v => FakeQuantization.Apply(v, amax));
            var leaf = x.detach().requires_grad_();
            var y = FakeQuantization.Apply(leaf, amax);
            y.backward([ones(x.shape)]);
            Bits.Equal(expected, y);
            Bits.Equal(expectedGradient, leaf.grad!);
        }
    }
}
