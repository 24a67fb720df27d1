using ModelZoo;
using QuantGen.Training;
using Xunit;

namespace QuantGen.Samples.Tests.Training;

/// <summary>The counts of pytorch-quantization's optim_helper_test on torchvision's ResNet-18, which has the same parameter names.</summary>
public sealed class ParameterPatternTests
{
    [Theory]
    [InlineData(3, "downsample.0.weight")]
    [InlineData(18, "conv1", "downsample")]
    [InlineData(6, "downsample.*.weight$")]
    [InlineData(0, "downsample.*.wei$")]
    public void PatternsMatchAsManyParametersAsThePeers(int count, params string[] patterns)
    {
        using var model = Models.ResNet18();
        Assert.Equal(count, ParameterPatterns.Match(model, patterns).Count);

        // Those of the twin go by the same names.
        using var twin = model.ToQuantized();
        Assert.Equal(
            ParameterPatterns.Match(model, patterns).Select(static entry => entry.Name),
            ParameterPatterns.Match(twin, patterns).Select(static entry => entry.Name));
    }

    [Fact]
    public void GroupsCarryWhatTheyAreTrainedWith()
    {
        using var model = Models.ResNet18();
        var groups = GroupedParameters.Of(
            model,
            new ParameterGroup("downsample.*.weight$") { LearningRate = 0.01, Momentum = 0.02, WeightDecay = 0.03 },
            new ParameterGroup("conv1.weight") { LearningRate = 0.1 });
        Assert.Equal([6, 9], groups.Select(static group => group.Parameters.Count));
        var sgd = groups[0].ForSgd();
        Assert.Equal((0.01, 0.02, 0.03), (sgd.LearningRate, sgd.Momentum, sgd.Options.weight_decay));
    }

    [Fact]
    public void FreezingReachesTheMatchedParametersOnly()
    {
        using var model = Models.ResNet18();
        var frozen = ParameterPatterns.Freeze(model, "downsample.0.weight");
        Assert.Equal(3, frozen.Count);
        Assert.Equal(frozen, model.named_parameters().Where(static entry => !entry.parameter.requires_grad).Select(static entry => entry.name));
    }
}
