using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SystemTorch.Tests.ModuleTree;

public sealed class StateTests
{
    [Fact]
    public void TheStateHasAllParametersOfTheTreeBeforeAllItsBuffers()
    {
        using var block = new Block();

        Assert.Equal(
            [
                "conv.weight", "bn.weight", "bn.bias", "head.2.weight", "head.2.bias",
                "bn.running_mean", "bn.running_var", "bn.num_batches_tracked",
            ],
            block.state_dict().Keys);
    }

    [Fact]
    public void ThePrefixStandsBeforeEachPath()
    {
        using var layer = Linear(2, 1);

        Assert.Equal(["encoder.weight", "encoder.bias"], layer.state_dict(prefix: "encoder").Keys);
    }

    [Fact]
    public void TheStateIsLiveNotACopy()
    {
        using var layer = Linear(2, 1);
        using (no_grad())
            layer.state_dict()["bias"].fill_(7);

        Near.Equal([7], layer.bias!);
    }

    [Fact]
    public void TheModulesComeChildrenFirstWithoutTheRoot()
    {
        using var block = new Block();

        Assert.Equal(["conv", "bn", "head", "head.0", "head.1", "head.2"], block.named_modules().Select(module => module.name));
    }

    [Fact]
    public void ASharedParameterComesOnce()
    {
        using var layer = Linear(2, 2, hasBias: false);
        using var twice = Sequential(layer, layer);

        Assert.Equal(["0.weight"], twice.named_parameters().Select(parameter => parameter.name));
    }

    [Fact]
    public void LoadingCopiesTheValues()
    {
        using var source = new Block();
        using var target = new Block();

        var (missing, unexpected) = target.load_state_dict(source.state_dict());

        Assert.Empty(missing);
        Assert.Empty(unexpected);
        foreach (var (key, value) in source.state_dict())
            Near.Same(value, target.state_dict()[key]);
    }

    [Fact]
    public void OtherPathsAreRefusedWhenStrict()
    {
        using var source = Linear(2, 1, hasBias: false);
        using var target = Linear(2, 1);

        var error = Assert.Throws<InvalidOperationException>(() => target.load_state_dict(source.state_dict()));

        Assert.Equal("The loaded state_dict is not identical to the target dictionary.", error.Message);
    }

    [Fact]
    public void OtherPathsAreReportedWhenNotStrict()
    {
        using var target = Linear(2, 1);
        using var weight = ones(1, 2);
        var source = new Dictionary<string, Tensor> { ["weight"] = weight, ["extra"] = weight };

        var (missing, unexpected) = target.load_state_dict(source, strict: false);

        Assert.Equal(["bias"], missing);
        Assert.Equal(["extra"], unexpected);
        Near.Equal([1, 1], target.weight);
    }

    [Fact]
    public void SkippedPathsAreNeitherComparedNorCopied()
    {
        using var target = Linear(2, 1);
        using var before = target.bias!.detach().clone();
        using var weight = ones(1, 2);

        target.load_state_dict(new() { ["weight"] = weight }, skip: ["bias"]);

        Near.Same(before, target.bias!);
    }

    [Fact]
    public void ParametersAndBuffersAreFoundByPath()
    {
        using var block = new Block();

        Assert.NotNull(block.get_parameter("head.2.weight"));
        Assert.Null(block.get_parameter("head.7.weight"));
        Assert.True(block.has_buffer("bn.running_var"));
        Assert.False(block.has_parameter("bn.running_var"));
    }

    [Fact]
    public void EvaluationReachesTheWholeTree()
    {
        using var block = new Block();
        block.eval();

        Assert.All(block.modules(), module => Assert.False(module.training));
        block.train();
        Assert.All(block.modules(), module => Assert.True(module.training));
    }

    [Fact]
    public void ApplyVisitsChildrenBeforeTheirParent()
    {
        using var block = new Block();
        var visited = new List<string>();

        block.apply(module => visited.Add(module.GetName()));

        Assert.Equal(["Conv2d", "BatchNorm1d", "ReLU", "Flatten", "Linear", "torch::nn::SequentialImpl", "Block"], visited);
    }

    [Fact]
    public void ZeroGradDropsTheGradientsOrZeroesThem()
    {
        using var layer = Linear(2, 1);
        layer.call(ones(1, 2)).sum().backward();

        layer.zero_grad(set_to_none: false);
        Near.Equal([0, 0], layer.weight.grad!);
        layer.zero_grad();
        Assert.Null(layer.weight.grad);
    }
}
