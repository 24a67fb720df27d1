using QuantGen.LowBit;
using QuantGen.Training;
using QuantGen.Training.Policies;
using Xunit;

namespace QuantGen.Tests.Training.Policies;

public sealed class PolicyRunTests
{
    [Fact]
    public void LayersAreChosenByNumberAndTagAndThoseInFloatOnlyByNumber()
    {
        using var net = new LowBitNet();
        net.Layers[0].Input.Enabled = net.Layers[0].Weight.Enabled = false;
        Start(net, "by_index: all\n by_tag: wt\n grad_scale: fan-scale\n by_index: 0\n enable: True\n");
        Assert.Equal([null, GradientScale.FanRoot, GradientScale.FanRoot], net.Layers.Select(static layer => layer.Weight.Side.GradientScale));
        Assert.All(net.Layers, static layer => Assert.Null(layer.Input.Side.GradientScale));
        Assert.True(net.Layers[0].Input.Enabled && net.Layers[0].Weight.Enabled);
    }

    [Fact]
    public void LevelsChangeWithTheStepOrWithTheClip()
    {
        using var net = new LowBitNet();
        var clip = net.Layers[0].Weight.get_parameter("clip_val")!;
        var before = Tensors.Floats(clip);
        Start(net, "by_index: 0\n by_tag: wt\n num_levels: 16\n");
        Assert.Equal(16, net.Layers[0].Weight.Levels);
        Assert.Equal(before, Tensors.Floats(clip));

        var run = Run(net, "on init:\n by_index: 0\n by_tag: wt\n progressive: True\non epoch: 2 4\n by_index: 0\n by_tag: wt\n level_num: -6\n");
        run.Start();
        Assert.False(run.BeginEpoch(1));
        Assert.True(run.BeginEpoch(2));
        Assert.Equal(10, net.Layers[0].Weight.Levels);
        Assert.Equal(before.Select(static value => value * 9 / 15), Tensors.Floats(clip), static (x, y) => Math.Abs(x - y) < 1e-6);
        Assert.True(run.BeginEpoch(4));
        Assert.Equal(4, net.Layers[0].Weight.Levels);
    }

    [Fact]
    public void WhatCannotBeChangedIsNamedWithItsPlaceAndNothingIsChanged()
    {
        using var net = new LowBitNet();
        var before = Tensors.Floats(net.Layers[1].Weight.get_parameter("clip_val")!);
        var run = Run(net, "on init:\n by_index: all\n by_tag: wt\n progressive: True\n level_num: 3\n grad_type: STE-scale\n by_index: 1\n by_tag: wt\n level_num: -3\n");
        var error = Assert.Throws<PolicyException>(run.Start);
        Assert.Equal((9, 13), (error.Line, error.Column));
        Assert.All(net.Layers, static layer => Assert.Equal((4, GradientKind.Plain), (layer.Weight.Levels, layer.Weight.Side.Gradient)));
        Assert.Equal(before, Tensors.Floats(net.Layers[1].Weight.get_parameter("clip_val")!));
    }

    [Theory]
    [InlineData("on init:\n by_index: 3\n enable: True\n", 2, "there is no layer 3")]
    [InlineData("on init:\n by_index: all\n by_tag: ot\n enable: True\n", 2, "no quantizer of the model is meant")]
    [InlineData("on norm:\n by_index: all\n enable: True\n", 1, "leave the section out")]
    public void APolicyForAnotherModelIsRefusedBeforeTraining(string text, int line, string message)
    {
        using var net = new LowBitNet();
        var error = Assert.Throws<PolicyException>(() => Run(net, text));
        Assert.Equal(line, error.Line);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, 0, 16)]
    [InlineData(3, 1, 12)]
    [InlineData(9, 0, 8)]
    public void CatchingUpAppliesWhatWasAppliedUntilThen(int epoch, int iteration, int levels)
    {
        using var net = new LowBitNet();
        var run = Run(net, "on init:\n by_index: all\n progressive: True\n num_levels: 16\non epoch: 3 5\n by_index: all\n level_num: -4\n");
        run.CatchUp(new TrainingPosition(epoch, iteration));
        Assert.All(net.Layers, layer => Assert.Equal((levels, levels), (layer.Weight.Levels, layer.Input.Levels)));
    }

    private static void Start(LowBitNet net, string groups) => Run(net, $"on init:\n {groups}").Start();

    private static PolicyRun Run(LowBitNet net, string text) => new(TrainingPolicy.Parse(text), net);
}
