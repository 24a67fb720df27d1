using QuantGen.Quantizers;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Quantizers;

/// <summary>The figures of the peer's functional_test and clip_test.</summary>
public sealed class ClipTests
{
    [Fact]
    public void ValuesAreClippedToTheBounds()
    {
        using var scope = NewDisposeScope();
        var x = rand(100);
        Bits.Equal(x.clamp(0.3f, 0.7f), Clip.Apply(x, tensor(0.3f), tensor(0.7f)));
    }

    [Fact]
    public void BoundsThatAreNotLearnedBroadcast()
    {
        using var scope = NewDisposeScope();
        var (x, minimum, maximum) = (rand(4, 5), rand(5) * 0.3f, (rand(4, 1) * 0.3f) + 0.6f);
        Bits.Equal(TorchSharp.torch.maximum(TorchSharp.torch.minimum(x, maximum), minimum), Clip.Apply(x, minimum, maximum));
    }

    [Fact]
    public void BoundsGetTheSumOfTheGradientsTheyTookOver()
    {
        using var scope = NewDisposeScope();
        var (minimum, maximum) = (tensor(0.3f).requires_grad_(), tensor(0.7f).requires_grad_());
        var x = tensor(new[] { 0.1f, 0.3f, 0.5f, 0.7f, 0.9f }).requires_grad_();
        Clip.Apply(x, minimum, maximum).backward([tensor(new[] { 1f, 2, 4, 8, 16 })]);
        Assert.Equal([0, 0, 4, 0, 0], Tensors.Floats(x.grad!));
        Assert.Equal(3, minimum.grad!.item<float>());
        Assert.Equal(24, maximum.grad!.item<float>());
    }

    [Fact]
    public void ALearnedBoundOfSeveralNumbersIsRefused()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<QuantizationException>(static () => Clip.Apply(rand(4), zeros(4).requires_grad_(), ones(1)));
        Assert.Throws<QuantizationException>(static () => Clip.Apply(rand(4), zeros(1), ones(2).requires_grad_()));
    }

    [Fact]
    public void TheModuleLearnsItsBoundsAndNamesThemAsThePeer()
    {
        using var scope = NewDisposeScope();
        using var clip = new ClipModule(-0.5f, 0.25f, learnMinimum: true, learnMaximum: true);
        Assert.Equal(["clip_value_min", "clip_value_max"], clip.state_dict().Keys);
        Assert.Equal(0.5f, clip.Amax().item<float>());

        var optimizer = optim.SGD(clip.parameters(), 0.5);
        clip.call(tensor(new[] { -2f, 0, 2 }))!.sum().backward();
        optimizer.step();
        Assert.Equal(-1, clip.clip_value_min.item<float>());
        Assert.Equal(-0.25f, clip.clip_value_max.item<float>());
    }

    [Fact]
    public void ABoundThatIsNotLearnedStaysWhereItIs()
    {
        using var scope = NewDisposeScope();
        using var clip = new ClipModule(-0.5f, 0.25f, learnMaximum: true);
        clip.call(tensor(new[] { -2f, 0, 2 }))!.sum().backward();
        Assert.Null(clip.clip_value_min.grad);
        Assert.Equal(1, clip.clip_value_max.grad!.item<float>());
        using var still = new ClipModule(-1, 1);
        Assert.False(still.Learns);
        Assert.Equal([-1, 0, 1], Tensors.Floats(still.call(tensor(new[] { -2f, 0, 2 }))!));
    }

    [Fact]
    public void BoundsThatCannotBeAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ClipModule(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ClipModule(float.NaN, 0));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ClipModule(0, float.NaN));
    }

    [Fact]
    public void ATwinGetsACopy()
    {
        using var clip = new ClipModule(-0.5f, 0.25f, learnMaximum: true);
        using var copy = new QuantGen.Modules.LayerConverter(Granularity.PerChannel).Copy(clip);
        Assert.NotSame(clip, copy);
        Assert.Equal((-0.5f, 0.25f), (copy.clip_value_min.item<float>(), copy.clip_value_max.item<float>()));
        Assert.Equal((false, true), (copy.clip_value_min.requires_grad, copy.clip_value_max.requires_grad));
    }
}
