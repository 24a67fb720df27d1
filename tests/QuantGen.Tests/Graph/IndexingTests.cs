using QuantGen.Graph;
using QuantGen.Tests.Graph.Support;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Graph;

/// <summary>Brackets, and the members that take spans.</summary>
public sealed class IndexingTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Tensor _input = new Sample([4, 3, 5]).Draw(1);

    public static TheoryData<string, TensorIndex[]> Indices => new()
    {
        { "place", [1] },
        { "negative place", [-1, 2] },
        { "places", [1, 2, 3] },
        { "range", [1..3] },
        { "range to the end", [Range.All, 1..] },
        { "range from the end", [Range.All, Range.All, ^3..^1] },
        { "slice", [TensorIndex.Slice(1, 4, 2)] },
        { "empty slice", [TensorIndex.Slice(3, 3)] },
        { "slice with open start", [TensorIndex.Slice(stop: 2), TensorIndex.Slice(step: 2)] },
        { "negative slice", [TensorIndex.Colon, TensorIndex.Colon, TensorIndex.Slice(-3, -1)] },
        { "slice beyond", [TensorIndex.Slice(2, 100)] },
        { "all", [TensorIndex.Colon] },
        { "ellipsis", [TensorIndex.Ellipsis, 0] },
        { "ellipsis between", [1, TensorIndex.Ellipsis, 1..3] },
        { "ellipsis for nothing", [1, 2, TensorIndex.Ellipsis, 3] },
        { "new axis", [TensorIndex.None, 1] },
        { "new axis at the end", [TensorIndex.Ellipsis, TensorIndex.None] },
        { "null between", [1..2, TensorIndex.Null, 0] },
        { "table", [TensorIndex.Tensor(tensor([2L, 0, 2]))] },
        { "table that looks like a range", [TensorIndex.Colon, TensorIndex.Tensor(tensor([0L, 1]))] },
    };

    public void Dispose() => _scope.Dispose();

    [Theory]
    [MemberData(nameof(Indices))]
    public void BracketsTakeWhatTorchsTake(string what, TensorIndex[] indices)
    {
        Assert.NotNull(what);
        AreEqual(x => x[indices], x => x[indices]);
        AreEqual(x => x.index(indices), x => x.index(indices));
    }

    [Fact]
    public void NumbersTakePlaces()
    {
        AreEqual(static x => x[1], static x => x[1]);
        AreEqual(static x => x[1, -1], static x => x[1, -1]);
        AreEqual(static x => x[1, 2, 3], static x => x[1, 2, 3]);
        AreEqual(static x => x.unsqueeze(0)[0, 1, 2, 3], static x => x.unsqueeze(0)[0, 1, 2, 3]);
        AreEqual(static x => x[(long[])[2, 1]], static x => x[(long[])[2, 1]]);
    }

    [Fact]
    public void RangesBecomeSlicesAndPlacesNoCopies()
    {
        using var graph = TracedFunction.Graph(static x => x[1..3, .., 2], 4, 3, 5);
        Assert.Equal(["Slice", "Slice", "Squeeze"], graph.Nodes.Select(static node => node.Operation));
    }

    [Fact]
    public void SpansAreArrays()
    {
        AreEqual(static x => x.sum((ReadOnlySpan<long>)[0, 2], true), static x => x.sum([0L, 2], true));
        AreEqual(static x => x.amax((ReadOnlySpan<long>)[0, 2], true), static x => x.amax([0L, 2], true));
        AreEqual(static x => x.amin((ReadOnlySpan<long>)[0, 2], true), static x => x.amin([0L, 2], true));
        AreEqual(static x => x.std((ReadOnlySpan<long>)[0, 2], true), static x => x.std([0L, 2], true));
        AreEqual(static x => x.var((ReadOnlySpan<long>)[0, 2], true), static x => x.var([0L, 2], true));
        AreEqual(static x => x.roll((ReadOnlySpan<long>)[1, 2], [0, 1]), static x => x.roll((long[])[1, 2], (long[])[0, 1]));
        AreEqual(static x => x[0].expand((ReadOnlySpan<long>)[2, 3, 5]), static x => x[0].expand([2L, 3, 5]));
        AreEqual(static x => x.split((ReadOnlySpan<long>)[1, 3])[1], static x => x.split([1L, 3])[1]);
        AreEqual(static x => GraphFunctional.pad(x, (ReadOnlySpan<long>)[1, 2]), static x => nn.functional.pad(x, (long[])[1, 2]));
        AreEqual(static x => GraphTorch.cat((ReadOnlySpan<GraphValue>)[x, x], 1), static x => cat([x, x], 1));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(-5)]
    public void APlaceThatIsNotThereIsRefused(long place)
    {
        Assert.Throws<GraphException>(() => TracedFunction.Graph(x => x[place], 4, 3, 5));
        Assert.Throws<GraphException>(() => TracedFunction.Graph(x => x[(TensorIndex)place, TensorIndex.Ellipsis], 4, 3, 5));
    }

    [Fact]
    public void TooManyIndicesAreRefused() => Assert.Throws<GraphException>(() => TracedFunction.Graph(static x => x[0, 0, 0, 0], 4, 3, 5));

    [Fact]
    public void TablesForSeveralAxesAreRefused() => Assert.Throws<GraphException>(() => TracedFunction.Graph(
        static x => x[TensorIndex.Tensor(tensor([0L, 1])), TensorIndex.Tensor(tensor([0L, 1]))], 4, 3, 5));

    [Fact]
    public void WhatIsKnownIsNumbersOfCSharp()
    {
        using var graph = TracedFunction.Graph(
            static x =>
            {
                Assert.Equal([4, 3, 5], x.shape);
                Assert.Equal([4, 3, 5], x.size());
                Assert.Equal((5, 3, 3, 3), (x.size(-1), x.dim(), x.ndim, x.Dimensions));
                Assert.Equal((60, 60), (x.numel(), x.NumberOfElements));
                Assert.Equal((ScalarType.Float32, true, false, false), (x.dtype, x.is_floating_point(), x.is_integral(), x.is_complex()));
                Assert.Equal((TorchSharp.DeviceType.CPU, TorchSharp.DeviceType.CPU, false, true), (x.device.type, x.device_type, x.is_cuda, x.is_cpu()));
                Assert.True(x.is_contiguous());
                return x;
            },
            4,
            3,
            5);
    }

    private void AreEqual(Func<GraphValue, GraphValue> trace, Func<Tensor, Tensor> expected)
    {
        using var graph = TracedFunction.Graph(trace, 4, 3, 5);
        Same.Close(expected(_input), new GraphInterpreter(graph).Run([_input], Inferred.Check)[0]);
    }
}
