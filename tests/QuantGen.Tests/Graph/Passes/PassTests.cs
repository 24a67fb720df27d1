using QuantGen.Graph;
using QuantGen.Graph.Passes;
using QuantGen.Tests.Graph.Support;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Graph.Passes;

/// <summary>Passes make a graph smaller and keep what it computes; each leaves it well formed.</summary>
public sealed class PassTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void OperationsThatDoNothingGo() => Check(
        new IdentityRemoval(),
        static x => (x.reshape(2, 6).permute(0, 1).clone().expand(2, 6).repeat(1, 1) + 0).reshape(2, 6),
        ["Add"],
        2,
        6);

    [Fact]
    public void AnOutputKeepsItsName()
    {
        using var graph = TracedFunction.Graph(static x => x.relu().permute(0, 1), 2, 3);
        Run(new IdentityRemoval(), graph);
        Assert.Equal(["Relu"], graph.Nodes.Select(static node => node.Operation));
        Assert.Equal("output", graph.Outputs[0].Name);
    }

    [Fact]
    public void AnInputThatIsGivenBackKeepsItsNode() => Check(new IdentityRemoval(), static x => x, ["Identity"], 2);

    [Fact]
    public void TwoOutputsOfOneValueStayTwo()
    {
        using var graph = TracedFunction.Graph(
            static inputs =>
            {
                var y = inputs[0].relu();
                return [y, y, y.permute(0)];
            },
            new GraphInput([3]));
        graph.Optimize();
        Assert.Equal(["output", "output_2", "output_3"], graph.Outputs.Select(static output => output.Name));
        Assert.All(new GraphInterpreter(graph).Run(tensor([-1f, 0, 2])), static result => Assert.Equal([0f, 0, 2], Tensors.Floats(result)));
    }

    [Fact]
    public void WhatDependsOnConstantsIsComputed() => Check(
        new ConstantFolding(), static x => x + Join(x, ones(2, 3)).t().mul(2).sum(0), ["Add"], 2);

    [Fact]
    public void QuantizedConstantsStay()
    {
        using var graph = TracedFunction.Graph(static x => x.matmul(Quantized(Join(x, ones(3, 4)).t().t())), 2, 3);
        Run(new ConstantFolding(), graph);
        Assert.Equal([GraphOperators.FakeQuantize, "MatMul"], graph.Nodes.Select(static node => node.Operation));
    }

    [Fact]
    public void LittleIsNotMadeMuch() => Check(new ConstantFolding(), static x => x + Join(x, ones(1, 1)).expand(200, 100), ["Expand", "Add"], 200, 100);

    [Fact]
    public void EqualConstantsBecomeOne()
    {
        using var graph = TracedFunction.Graph(static x => ((x + ones(3)) * ones(3)) - zeros(3), 2, 3);
        Run(new ConstantSharing(), graph);
        Assert.Equal(2, graph.Constants().Count());
    }

    [Fact]
    public void ZerosOfBothSignsStayApart()
    {
        using var graph = TracedFunction.Graph(static x => (x + tensor([0f])) * tensor([-0f]), 2);
        Run(new ConstantSharing(), graph);
        Assert.Equal(2, graph.Constants().Count());
    }

    [Fact]
    public void WhatNothingReadsGoesAndIsFreed()
    {
        var before = Tensor.TotalCount;
        using var graph = TracedFunction.Graph(
            static x =>
            {
                _ = (x + ones(3)).relu();
                return x.neg();
            },
            2,
            3);
        Assert.Equal(before + 1, Tensor.TotalCount);
        Run(new DeadCodeRemoval(), graph);
        Assert.Equal(["Neg"], graph.Nodes.Select(static node => node.Operation));
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void NodesWithOneResultReadStay() => Check(new DeadCodeRemoval(), static x => x.topk(1).values, ["TopK"], 3);

    private static GraphValue Join(GraphValue near, Tensor constant) => new(near.Builder!, near.Builder!.Constant(constant));

    private static GraphValue Quantized(GraphValue value) => GraphValue.Apply(
        GraphOperators.FakeQuantize,
        [value],
        new() { { GraphOperators.QuantizationAttribute, new Quantization { Bits = 8, LowestLevel = -128, HighestLevel = 127, Scales = [0.1f] } } });

    private static void Run(IGraphPass pass, QuantGraph graph)
    {
        pass.Run(graph);
        graph.Verify();
    }

    private static void Check(IGraphPass pass, Func<GraphValue, GraphValue> trace, string[] operations, params long[] shape)
    {
        using var graph = TracedFunction.Graph(trace, shape);
        var input = new Sample(shape).Draw(1);
        var expected = new GraphInterpreter(graph).Run(input)[0];
        Run(pass, graph);
        Run(new DeadCodeRemoval(), graph);
        Assert.Equal(operations, graph.Nodes.Select(static node => node.Operation));
        Same.Bits(expected, new GraphInterpreter(graph).Run([input], Inferred.Check)[0]);
    }
}
