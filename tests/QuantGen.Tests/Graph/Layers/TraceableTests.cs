using QuantGen.Graph;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Graph.Layers;

/// <summary>Layers written by hand, known by what they take and return only.</summary>
public sealed class TraceableTests
{
    [Fact]
    public void LayersOfSeveralInputsAndResultsTakePart()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var x = randn(3, 4);
        Module<Tensor, Tensor, Tensor> two = new Sums<Tensor, Tensor, Tensor>();
        Module<Tensor, Tensor, Tensor, Tensor> three = new Sums<Tensor, Tensor, Tensor, Tensor>();
        Module<Tensor[], Tensor> many = new Multiples<Tensor[], Tensor>(1);
        Module<Tensor, (Tensor, Tensor)> pair = new Multiples<Tensor, (Tensor, Tensor)>(2);
        Module<Tensor, (Tensor, Tensor, Tensor)> triple = new Multiples<Tensor, (Tensor, Tensor, Tensor)>(3);
        Module<Tensor, (Tensor, Tensor, Tensor, Tensor)> four = new Multiples<Tensor, (Tensor, Tensor, Tensor, Tensor)>(4);
        Module<Tensor, (Tensor, Tensor, Tensor, Tensor, Tensor)> five = new Multiples<Tensor, (Tensor, Tensor, Tensor, Tensor, Tensor)>(5);
        Module<Tensor, Tensor[]> list = new Multiples<Tensor, Tensor[]>(3);
        Module<Tensor, Tensor, (Tensor, Tensor)> state = new Sums<Tensor, Tensor, (Tensor, Tensor)>(2);
        Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor)> cell = new Sums<Tensor, (Tensor, Tensor)?, (Tensor, Tensor)>(2);
        Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor, Tensor)> memory = new Sums<Tensor, (Tensor, Tensor)?, (Tensor, Tensor, Tensor)>(3);

        Same(two, v => two.Trace(v, v), x * 2);
        Same(three, v => three.Trace(v, v, v), x * 3);
        Same(many, v => many.Trace([v, v]), x);
        Same(pair, v => pair.Trace(v).Item2, x * 2);
        Same(triple, v => triple.Trace(v).Item3, x * 3);
        Same(four, v => four.Trace(v).Item4, x * 4);
        Same(five, v => five.Trace(v).Item5, x * 5);
        Same(list, v => list.Trace(v)[2], x * 3);
        Same(state, v => state.Trace(v, v).Item2, x * 2);
        Same(cell, v => cell.Trace(v, (v, v)).Item2, x * 3);
        Same(memory, v => memory.Trace(v, (v, v)).Item3, x * 3);

        void Same(Module layer, Func<GraphValue, GraphValue> trace, Tensor expected) =>
            TracedLayers.AssertSame([expected], TracedLayers.Run(new Delegating(layer, trace), x), 1e-6);
    }

    [Fact]
    public void ItsNodesAreNamedByItsPath()
    {
        using var scope = NewDisposeScope();
        using var graph = QuantGraph.Of(Sequential(ReLU(), Sequential(new Doubled())), [2L, 3]);

        Assert.Equal(["/0/Relu", "/1/0/Add"], graph.Nodes.Select(static node => node.Name));
    }

    private static GraphValue Sum(IReadOnlyList<GraphValue> inputs) => inputs.Skip(1).Aggregate(inputs[0], static (sum, input) => sum + input);

    private sealed class Doubled : Module<Tensor, Tensor>, ITraceable
    {
        public Doubled()
            : base(nameof(Doubled))
        {
        }

        public override Tensor forward(Tensor input) => input + input;

        public IReadOnlyList<GraphValue> Trace(IReadOnlyList<GraphValue> inputs) => [inputs[0] + inputs[0]];
    }

    private sealed class Multiples<T, TResult>(int results) : Module<T, TResult>(nameof(Multiples<,>)), ITraceable
    {
        public override TResult forward(T input) => throw new NotSupportedException("Only its graph is made.");

        public IReadOnlyList<GraphValue> Trace(IReadOnlyList<GraphValue> inputs) => [.. Enumerable.Range(1, results).Select(factor => inputs[0] * (float)factor)];
    }

    private sealed class Sums<T1, T2, TResult>(int results = 1) : Module<T1, T2, TResult>(nameof(Sums<,,>)), ITraceable
    {
        public override TResult forward(T1 input1, T2 input2) => throw new NotSupportedException("Only its graph is made.");

        public IReadOnlyList<GraphValue> Trace(IReadOnlyList<GraphValue> inputs) => [.. Enumerable.Repeat(Sum(inputs), results)];
    }

    private sealed class Sums<T1, T2, T3, TResult>() : Module<T1, T2, T3, TResult>(nameof(Sums<,,,>)), ITraceable
    {
        public override TResult forward(T1 input1, T2 input2, T3 input3) => throw new NotSupportedException("Only its graph is made.");

        public IReadOnlyList<GraphValue> Trace(IReadOnlyList<GraphValue> inputs) => [Sum(inputs)];
    }
}
