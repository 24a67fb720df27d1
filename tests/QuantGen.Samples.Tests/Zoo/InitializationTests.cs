using ModelZoo;
using QuantGen.Samples.Tests.Support;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Samples.Tests.Zoo;

public sealed class InitializationTests
{
    [Theory]
    [InlineData("resnet18")]
    [InlineData("mobilenet_v2")]
    [InlineData("resnet20")]
    public void Convolutions_start_with_He_s_deviation_over_the_fan_out(string name)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(5);
        var model = Models.Create(name, classes: 10);

        foreach (var conv in model.modules().OfType<Conv2d>())
        {
            var shape = conv.weight.shape;
            // As torch counts it: the output channels times the kernel, whatever the groups.
            var expected = Math.Sqrt(2.0 / (shape[0] * shape[2] * shape[3]));
            var numbers = conv.weight.numel();
            var tolerance = expected * 5 / Math.Sqrt(2.0 * numbers);
            Assert.InRange(conv.weight.std().item<float>(), expected - tolerance, expected + tolerance);
            Assert.InRange(conv.weight.mean().item<float>(), -5 * expected / Math.Sqrt(numbers), 5 * expected / Math.Sqrt(numbers));
        }
    }

    [Fact]
    public void BatchNorm_starts_as_the_identity()
    {
        using var scope = NewDisposeScope();
        foreach (var norm in Models.ResNet20().modules().OfType<BatchNorm2d>())
        {
            Assert.True(norm.weight.eq(1).all().item<bool>());
            Assert.True(norm.bias!.eq(0).all().item<bool>());
            Assert.True(norm.running_mean!.eq(0).all().item<bool>());
            Assert.True(norm.running_var!.eq(1).all().item<bool>());
        }
    }

    [Fact]
    public void MobileNetV2_s_classifier_starts_small_and_without_bias()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(5);
        var linear = Assert.Single(Models.MobileNetV2().modules().OfType<Linear>());

        Assert.InRange(linear.weight.std().item<float>(), 0.0099f, 0.0101f);
        Assert.True(linear.bias!.eq(0).all().item<bool>());
    }

    [Fact]
    public void The_same_seed_gives_the_same_weights()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(11);
        var first = Models.ResNet20().state_dict();
        random.manual_seed(11);
        var second = Models.ResNet20().state_dict();

        Assert.All(first, entry => Assert.True(Bits.Equal(entry.Value, second[entry.Key])));
    }
}
