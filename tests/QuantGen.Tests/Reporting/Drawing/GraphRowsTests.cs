using QuantGen.Reporting.Drawing;
using Xunit;

namespace QuantGen.Tests.Reporting.Drawing;

public sealed class GraphRowsTests
{
    // A residual block: relu(conv2(relu(conv1(x))) + x), its quantizers where TensorRT wants them.
    private static IReadOnlyList<GraphRow> Block()
    {
        var graph = new DrawnGraph();
        var first = graph.Add("Relu", "relu", graph.Conv("conv1", graph.Quantize(graph.Input)));
        var second = graph.Conv("conv2", graph.Quantize(first));
        var sum = graph.Add("Add", "", second, graph.Quantize(graph.Input));
        return GraphRows.Of(graph.Build(graph.Add("Relu", "relu2", sum)));
    }

    [Fact]
    public void WhatFollowsElementByElementStandsOnTheLine() =>
        Assert.Equal(["input", "Conv 3×3, Relu", "Conv 3×3", "Add, Relu"], Block().Select(static row => string.Join(", ", row.Operations)));

    [Fact]
    public void LinesAreNamedByTheirLayers() => Assert.Equal(["input", "conv1", "conv2", ""], Block().Select(static row => row.Path));

    [Fact]
    public void FormatsOfOperandsStandOnTheLineOfWhatReadsThem() =>
        Assert.Equal(["", "s8 s8 per channel", "s8 s8 per channel", "s8"], Block().Select(static row => string.Join(' ', row.Formats)));

    [Fact]
    public void LinesOfRoundedValuesAreMarked()
    {
        var sum = Block()[3];
        Assert.Equal([new GraphLink(2, IsQuantized: false), new GraphLink(0, IsQuantized: true)], sum.Reads);
        Assert.True(sum.IsQuantized);
        Assert.True(sum.IsOutput);
    }

    [Fact]
    public void AQuantizerThatSeveralReadStandsOnTheLineOfWhatItRounds()
    {
        var graph = new DrawnGraph();
        var levels = graph.Quantize(graph.Input, isUnsigned: true);
        var rows = GraphRows.Of(graph.Build(graph.Add("Add", "", graph.Conv("left", levels), graph.Conv("right", levels))));
        Assert.Equal(["input", "u8"], rows[0].Operations);
        Assert.Equal([new GraphLink(0, IsQuantized: true)], rows[1].Reads);
        Assert.Equal(["s8 per channel"], rows[1].Formats);
    }

    [Fact]
    public void AnActivationThatIsNotTheOnlyReaderHasALineOfItsOwn()
    {
        var graph = new DrawnGraph();
        var conv = graph.Conv("conv", graph.Input);
        var rows = GraphRows.Of(graph.Build(graph.Add("Mul", "", conv, graph.Add("Sigmoid", "gate", conv))));
        Assert.Equal(["input", "Conv 3×3", "Sigmoid", "Mul"], rows.Select(static row => Assert.Single(row.Operations)));
    }

    [Fact]
    public void TheSkipConnectionKeepsItsLane() => Assert.Equal([0, 1, 1, 0], GraphLanes.Of(Block()));

    [Fact]
    public void LanesAreUsedAgain()
    {
        var graph = new DrawnGraph();
        var value = graph.Input;
        for (var i = 0; i < 20; i++)
            value = graph.Add("Add", "", graph.Conv("conv", value), value);
        Assert.Equal(1, GraphLanes.Of(GraphRows.Of(graph.Build(value))).Max());
    }

    [Fact]
    public void NoTwoValuesShareALane()
    {
        var random = new Random(1);
        for (var round = 0; round < 200; round++)
        {
            var graph = new DrawnGraph();
            var values = new List<QuantGen.Graph.GraphInfo> { graph.Input };
            for (var i = 0; i < 12; i++)
                values.Add(graph.Add("Add", "", values[random.Next(values.Count)], values[random.Next(values.Count)]));
            var rows = GraphRows.Of(graph.Build(values[^1]));
            var (lanes, last) = (GraphLanes.Of(rows), GraphLanes.LastReaders(rows));
            for (var i = 0; i < rows.Count; i++)
            {
                for (var other = i + 1; other < last[i]; other++)
                    Assert.NotEqual(lanes[i], lanes[other]);
            }
        }
    }
}
