using QuantGen.Training;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Training;

public sealed class ParameterGroupTests
{
    [Fact]
    public void EachGroupGetsWhatItMatchesAndTheOneWithoutPatternsTheRest()
    {
        using var net = new NormalizedNet();
        var groups = GroupedParameters.Of(
            net,
            new ParameterGroup("^bn", "bias$") { WeightDecay = 0 },
            new ParameterGroup { LearningRate = 0.01, Momentum = 0.8, WeightDecay = 1e-4 },
            new ParameterGroup("clip_value") { LearningRate = 0.5 });
        Assert.Equal(["conv.bias", "bn1.weight", "bn1.bias", "bn2.weight", "bn2.bias", "fc.bias"], groups[0].Parameters.Select(static entry => entry.Name));
        Assert.Equal(["conv.weight", "fc.weight"], groups[1].Parameters.Select(static entry => entry.Name));
        Assert.Equal(2, groups[2].Parameters.Count);
    }

    [Fact]
    public void OptimizersTakeTheGroupsWithTheirOwnDefaultsForWhatIsNotSaid()
    {
        using var net = new NormalizedNet();
        var groups = GroupedParameters.Of(net, new ParameterGroup("bias$") { LearningRate = 0.02 }, new ParameterGroup { Momentum = 0.7, WeightDecay = 0.1 });
        using var sgd = optim.SGD(groups.Select(static group => group.ForSgd()), 0.1, momentum: 0.9);
        var made = sgd.ParamGroups.Cast<TorchSharp.Modules.SGD.ParamGroup>().ToList();
        Assert.Equal((0.02, 0.9, 0.0), (made[0].LearningRate, made[0].Momentum, made[0].Options.weight_decay));
        Assert.Equal((0.1, 0.7, 0.1), (made[1].LearningRate, made[1].Momentum, made[1].Options.weight_decay));
        Assert.Equal(groups[0].Parameters.Count, made[0].Parameters.Count());

        using var adam = optim.Adam(groups.Select(static group => group.ForAdam()), 0.1);
        Assert.Equal([0.02, 0.1], adam.ParamGroups.Select(static group => group.LearningRate));
        using var adamW = optim.AdamW(groups.Select(static group => group.ForAdamW()), 0.1);
        Assert.Equal(0.7, adamW.ParamGroups.Cast<TorchSharp.Modules.AdamW.ParamGroup>().Last().Betas.Item1);
    }

    [Fact]
    public void WhatCannotBeSharedOutIsRefusedByName()
    {
        using var net = new NormalizedNet();
        Assert.Equal(
            "The parameter 'conv.bias' belongs to two groups, that of 'bias$' and that of '^conv': make their patterns exclude each other.",
            Message(() => GroupedParameters.Of(net, new ParameterGroup("bias$"), new ParameterGroup("^conv"))));
        Assert.StartsWith(
            "The pattern 'downsample' matches no parameter of NormalizedNet; there are conv.weight, conv.bias,",
            Message(() => GroupedParameters.Of(net, new ParameterGroup("bias$", "downsample"))), StringComparison.Ordinal);
        Assert.Contains("not a regular expression", Message(() => ParameterPatterns.Match(net, "conv(")), StringComparison.Ordinal);
        Assert.Contains("Only one group", Message(() => GroupedParameters.Of(net, new ParameterGroup(), new ParameterGroup())), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ParameterGroup { LearningRate = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ParameterGroup { WeightDecay = double.NaN });
    }

    [Fact]
    public void RolesFollowFromTheOwnerAndNotFromTheShape()
    {
        using var net = new Policies.LowBitNet();
        var roles = ParameterRoles.Of(net).ToDictionary(static entry => entry.Name, static entry => entry.Role, StringComparer.Ordinal);
        Assert.Equal(ParameterRole.Weight, roles["first.linear.weight"]);
        Assert.Equal(ParameterRole.Small, roles["first.linear.bias"]);
        Assert.Equal(ParameterRole.Quantizer, roles["first._weight_quantizer.clip_val"]);

        Assert.Equal(["bias"], Small(nn.Conv2d(4, 4, 3, groups: 4)));
        Assert.Equal(["weight", "bias"], Small(nn.BatchNorm2d(4)));
        Assert.Equal(["weight", "bias"], Small(nn.LayerNorm([2, 3])));
        Assert.Equal(["bias_ih_l0", "bias_hh_l0"], Small(nn.LSTM(2, 3)));
        Assert.Empty(Small(nn.Embedding(3, 2)));
        Assert.Equal(["weight"], Small(nn.PReLU(4)));

        static IEnumerable<string> Small(nn.Module layer)
        {
            using (layer)
                return [.. ParameterRoles.Of(layer).Where(static entry => entry.Role == ParameterRole.Small).Select(static entry => entry.Name)];
        }
    }

    [Fact]
    public void NamesComeBeforeRolesAndRolesBeforeTheRest()
    {
        using var net = new NormalizedNet();
        var groups = GroupedParameters.Of(
            net,
            new ParameterGroup(ParameterRole.Small) { WeightDecay = 0 },
            new ParameterGroup("^fc.bias") { WeightDecay = 1 },
            new ParameterGroup(ParameterRole.Weight, "^conv") { WeightDecay = 2 },
            new ParameterGroup());
        Assert.Equal(["conv.bias", "bn1.weight", "bn1.bias", "bn2.weight", "bn2.bias"], groups[0].Parameters.Select(static entry => entry.Name));
        Assert.Equal(["fc.bias"], groups[1].Parameters.Select(static entry => entry.Name));
        Assert.Equal(["conv.weight"], groups[2].Parameters.Select(static entry => entry.Name));
        Assert.Equal(["fc.weight"], groups[3].Parameters.Select(static entry => entry.Name).Where(static name => !name.Contains("quantizer", StringComparison.Ordinal)));
        Assert.Contains("the role Small", Message(() => GroupedParameters.Of(net, new ParameterGroup(ParameterRole.Small), new ParameterGroup(ParameterRole.Small))), StringComparison.Ordinal);
        Assert.Contains("No parameter of the role Quantizer", Message(() => GroupedParameters.Of(net, new ParameterGroup(ParameterRole.Quantizer, "^conv.weight"))), StringComparison.Ordinal);
    }

    [Fact]
    public void FrozenParametersKeepTheirValueAndUnfrozenOnesTrainAgain()
    {
        using var scope = NewDisposeScope();
        using var net = new NormalizedNet(new QuantGen.Quantizers.QuantDescriptor { Dynamic = true });
        Assert.Equal(["conv.weight", "fc.weight"], ParameterPatterns.Freeze(net, "^conv.weight", "^fc.weight"));
        net.call(randn(4, 2, 6, 6)).sum().backward();
        Assert.Null(net.get_parameter("conv.weight")!.grad);
        Assert.NotNull(net.get_parameter("conv.bias")!.grad);
        ParameterPatterns.Unfreeze(net, "weight$");
        Assert.True(net.get_parameter("conv.weight")!.requires_grad);

        // Of two patterns one matches nothing: nothing is frozen.
        Assert.Throws<QuantizationException>(() => ParameterPatterns.Freeze(net, "bias$", "wei$"));
        Assert.True(net.get_parameter("conv.bias")!.requires_grad);
    }

    [Fact]
    public void AFrozenParameterHasNoGradientLeftForAnOptimizerToUse()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.Linear(2, 2);
        layer.call(ones(1, 2)).sum().backward();
        ParameterPatterns.Freeze(layer, "weight");
        Assert.Null(layer.weight.grad);
    }

    private static string Message(Func<object> action) => Assert.Throws<QuantizationException>(action).Message;
}
