using QuantGen.Graph;
using QuantGen.Tests.Graph.Support;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Graph;

/// <summary>Running a graph: what goes in, what is shown, what is freed.</summary>
public sealed class InterpreterTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly QuantGraph _graph = TracedFunction.Graph(static x => (x + 1).relu() * x, 2, 3);
    private readonly Tensor _input = new Sample([2, 3]).Draw(1);

    public void Dispose()
    {
        _graph.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void TheObserverSeesEachNodeWithItsResults()
    {
        var seen = new List<string>();
        new GraphInterpreter(_graph).Run([_input], (node, results) => seen.Add($"{node.Operation} {results[0].shape.Length} {results[0].numel()}"));
        Assert.Equal(["Add 2 6", "Relu 2 6", "Mul 2 6"], seen);
    }

    [Fact]
    public void ValuesAreFreedBehindTheirLastReader()
    {
        using var graph = TracedFunction.Graph(static x => Enumerable.Range(0, 50).Aggregate(x, static (value, _) => value.relu() + 1), 2, 3);
        var (before, most) = (Tensor.TotalCount, 0L);
        using var result = new GraphInterpreter(graph).Run([_input], (_, _) => most = Math.Max(most, Tensor.TotalCount - before))[0];
        Assert.InRange(most, 1, 5);
        Assert.Equal(before + 1, Tensor.TotalCount);
    }

    [Fact]
    public void TheInputStaysTheCallers()
    {
        _ = new GraphInterpreter(_graph).Run(_input);
        Assert.False(_input.IsInvalid);
    }

    [Fact]
    public void AnInputThatIsGivenBackBelongsToTheCaller()
    {
        using var graph = TracedFunction.Graph(static x => x, 2, 3);
        using (new GraphInterpreter(graph).Run(_input)[0])
            Assert.Equal(6, _input.numel());

        Assert.False(_input.IsInvalid);
    }

    [Fact]
    public void AConstantThatIsGivenBackIsACopy()
    {
        using var graph = TracedFunction.Graph(static _ => ones(2), 2, 3);
        using (var first = new GraphInterpreter(graph).Run(_input)[0])
            first.fill_(7);

        Same.Bits(ones(2), new GraphInterpreter(graph).Run(_input)[0]);
    }

    [Fact]
    public void OtherInputsAreRefused()
    {
        var interpreter = new GraphInterpreter(_graph);
        Assert.Equal("The graph TracedFunction takes 1 inputs, not 2.", Assert.Throws<GraphException>(() => interpreter.Run(_input, _input)).Message);
        Assert.Equal(
            "The graph TracedFunction takes input: Float32[2, 3], not Float32 of shape [3, 2].", Assert.Throws<GraphException>(() => interpreter.Run(_input.t())).Message);
        Assert.Equal(
            "The graph TracedFunction takes input: Float32[2, 3], not Int64 of shape [2, 3].",
            Assert.Throws<GraphException>(() => interpreter.Run(_input.to(ScalarType.Int64))).Message);
    }
}
