using QuantGen.Graph;
using QuantGen.Tests.Graph.Support;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Graph.Passes;

/// <summary>Batch normalizations are merged into what stands before them.</summary>
public sealed class BatchNormFoldingTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void Convolutions(long groups, bool hasBias) => Merged(
        x => GraphFunctional.conv2d(x, Draw(4, 4 / groups, 3, 3), hasBias ? Draw(4) : null, padding: [1, 1], groups: groups), "Conv", 2, 4, 5, 6);

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void TransposedConvolutions(long groups, bool hasBias) => Merged(
        x => GraphFunctional.conv_transpose2d(x, Draw(4, 4 / groups, 3, 3), hasBias ? Draw(4) : null, strides: [2, 2], groups: groups), "ConvTranspose", 2, 4, 5, 6);

    [Fact]
    public void LinearLayers() => Merged(static x => GraphFunctional.linear(x, Draw(4, 3), Draw(4)), GraphOperators.Linear, 2, 3);

    [Theory]
    [InlineData(0L)]
    [InlineData(1L)]
    public void Products(long transposed) => Merged(
        x => GraphValue.Apply("Gemm", [x, transposed == 1 ? Draw(4, 3) : Draw(3, 4)], new() { { "transB", transposed } }), "Gemm", 2, 3);

    [Fact]
    public void SeveralInARow()
    {
        using var graph = TracedFunction.Graph(static x => Normalized(Normalized(GraphFunctional.conv2d(x, Draw(4, 3, 1, 1)))), 2, 3, 4, 4);
        var expected = new GraphInterpreter(graph).Run(Draw(2, 3, 4, 4))[0];
        graph.Optimize();
        Assert.Equal(["Conv"], graph.Nodes.Select(static node => node.Operation));
        Same.Close(expected, new GraphInterpreter(graph).Run(Draw(2, 3, 4, 4))[0]);
    }

    [Fact]
    public void NotWhereSomethingElseReadsTheConvolution() => Stays(static x =>
    {
        var y = GraphFunctional.conv2d(x, Draw(4, 3, 1, 1));
        return Normalized(y) + y;
    });

    [Fact]
    public void NotWhereTheConvolutionIsGivenBack()
    {
        using var graph = TracedFunction.Graph(
            static inputs =>
            {
                var y = GraphFunctional.conv2d(inputs[0], Draw(4, 3, 1, 1));
                return [Normalized(y), y];
            },
            new GraphInput([2, 3, 4, 4]));
        graph.Optimize();
        Assert.Contains(graph.Nodes, static node => node.Operation == "BatchNormalization");
    }

    [Fact]
    public void NotIntoAQuantizedWeight() => Stays(static x =>
    {
        GraphValue weight = new(x.Builder!, x.Builder!.Constant(Draw(4, 3, 1, 1)));
        var quantization = new Quantization { Bits = 8, LowestLevel = -127, HighestLevel = 127, Scales = [0.1f] };
        return Normalized(GraphFunctional.conv2d(x, GraphValue.Apply(GraphOperators.FakeQuantize, [weight], new() { { GraphOperators.QuantizationAttribute, quantization } })));
    });

    [Fact]
    public void NotBehindAnAddition() => Stays(static x => Normalized(GraphFunctional.conv2d(x, Draw(4, 3, 1, 1)) + 1));

    private static Tensor Draw(params long[] shape) => new Sample(shape).Draw((int)shape.Sum());

    private static GraphValue Normalized(GraphValue x)
    {
        var channels = x.shape[1];
        return GraphFunctional.batch_norm(x, Draw(channels), new Sample([channels], SampleKind.Positive).Draw(9), Draw(channels), new Sample([channels]).Draw(10));
    }

    private static void Merged(Func<GraphValue, GraphValue> layer, string operation, params long[] shape)
    {
        using var graph = TracedFunction.Graph(x => Normalized(layer(x)), shape);
        var input = Draw(shape);
        var expected = new GraphInterpreter(graph).Run(input)[0];
        graph.Optimize();
        Assert.Equal([operation], graph.Nodes.Select(static node => node.Operation));
        Assert.Equal("output", graph.Outputs[0].Name);
        Same.Close(expected, new GraphInterpreter(graph).Run(input)[0]);
    }

    private static void Stays(Func<GraphValue, GraphValue> trace)
    {
        using var graph = TracedFunction.Graph(trace, 2, 3, 4, 4);
        graph.Optimize();
        Assert.Contains(graph.Nodes, static node => node.Operation == "BatchNormalization");
    }
}
