using ImageClassification.FixedPoint;
using ModelZoo;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Samples.Tests.PowerOfTwo;

public sealed class ChannelRescalingTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public ChannelRescalingTests() => random.manual_seed(4);

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void The_function_stays_the_same_bit_for_bit_while_depthwise_weights_become_unequal()
    {
        using var model = Models.Create("mobilenet_v2_cifar", 10);
        var probe = randn(2, 3, 32, 32);
        model.train();
        for (var batch = 0; batch < 3; batch++)
            _ = model.call(randn(8, 3, 32, 32));

        model.eval();
        using var noGradient = no_grad();
        var expected = model.call(probe);
        var before = Ranges(model);
        Assert.Equal(17, ChannelRescaling.Apply(model, probe, seed: 1));
        Assert.Equal(0, (model.call(probe) - expected).abs().max().item<float>());
        Assert.All(Ranges(model).Zip(before), static pair => Assert.InRange(pair.First / pair.Second, 1 << ChannelRescaling.DefaultExponent, 2 << ChannelRescaling.DefaultExponent));
    }

    [Fact]
    public void The_seed_chooses_the_channels()
    {
        Assert.Equal(Rescaled(1), Rescaled(1));
        Assert.NotEqual(Rescaled(1), Rescaled(2));

        static string Rescaled(long seed)
        {
            random.manual_seed(6);
            using var model = Models.Create("mobilenet_v2_cifar", 10);
            model.eval();
            ChannelRescaling.Apply(model, randn(1, 3, 32, 32), seed);
            return string.Join(' ', Depthwise(model).Select(static layer => Convert.ToHexString(layer.weight.detach().bytes)));
        }
    }

    [Fact]
    public void A_network_without_depthwise_convolutions_is_refused()
    {
        using var model = Models.ResNet20();
        model.eval();
        var exception = Assert.Throws<TrainingException>(() => ChannelRescaling.Apply(model, randn(1, 3, 32, 32), seed: 1));
        Assert.Contains("has no depthwise convolution behind a BatchNorm and a ReLU", exception.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<Conv2d> Depthwise(nn.Module model) =>
        model.modules().OfType<Conv2d>().Where(static layer => layer.groups > 1);

    // The largest magnitude of each depthwise weight with the normalization behind it merged.
    private static float[] Ranges(nn.Module model)
    {
        var ranges = new List<float>();
        Conv2d? depthwise = null;
        foreach (var module in model.modules())
        {
            using var scope = NewDisposeScope();
            if (module is BatchNorm2d norm && depthwise is not null)
                ranges.Add((depthwise.weight.detach().abs().amax([1, 2, 3]) * norm.weight!.detach().abs() / (norm.running_var! + norm.eps).sqrt()).max().item<float>());

            if (module is Conv2d or BatchNorm2d)
                depthwise = module is Conv2d { groups: > 1 } layer ? layer : null;
        }

        return [.. ranges];
    }
}
