using ModelZoo;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Samples.Tests.Zoo;

public sealed class ForwardTests
{
    [Theory]
    [InlineData("resnet20", 32)]
    [InlineData("resnet18", 64)]
    [InlineData("resnet50", 64)]
    [InlineData("mobilenet_v2", 64)]
    public void A_model_gives_a_score_for_each_class(string name, long side)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var model = Models.Create(name, classes: 7);
        model.eval();

        var scores = model.call(randn(2, 3, side, side));

        Assert.Equal([2L, 7L], scores.shape);
        Assert.True(scores.isfinite().all().item<bool>());
    }

    [Fact]
    public void The_stages_of_a_ResNet_halve_the_picture_where_torchvision_s_do()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var model = Models.ResNet18();
        var x = randn(1, 3, 64, 64);
        var sizes = new List<long>();
        foreach (var (_, child) in model.named_children())
        {
            if (child is Flatten)
                break;

            x = ((nn.Module<Tensor, Tensor>)child).call(x);
            sizes.Add(x.shape[^1]);
        }

        Assert.Equal([32L, 32, 32, 16, 16, 8, 4, 2, 1], sizes);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(21)]
    [InlineData(0)]
    public void A_depth_that_is_not_6n_plus_2_is_refused(int depth) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new CifarResNet(depth));

    [Fact]
    public void A_depth_that_no_VGG_has_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new Vgg(12));

    [Fact]
    public void A_name_that_is_not_in_the_zoo_is_refused_with_those_that_are()
    {
        var exception = Assert.Throws<ArgumentException>(() => Models.Create("lenet", 10));

        Assert.Contains("resnet50", exception.Message, StringComparison.Ordinal);
    }
}
