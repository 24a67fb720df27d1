using System.Runtime.InteropServices;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace SystemTorch.Tests.Core;

public sealed class IndexingTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Tensor _cube = arange(24).reshape(2, 3, 4);

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void NumbersTakePlacesAndNegativeOnesCountFromTheEnd()
    {
        Assert.Equal(23, _cube[1, 2, 3].item<long>());
        Assert.Equal(23, _cube[-1, -1, -1].item<long>());
        Assert.Equal([12L, 13, 14, 15], Elements(_cube[1, 0]));
        Assert.Throws<ExternalException>(() => _cube[2]);
    }

    [Fact]
    public void RangesAndSlicesTakeParts()
    {
        Assert.Equal([4L, 5, 6, 7, 8, 9, 10, 11], Elements(_cube[0, 1..3]));
        Assert.Equal([3L], Elements(_cube[0, 0, 3..]));
        Assert.Equal([0L, 1, 2], Elements(_cube[0, 0, ..^1]));
        Assert.Equal([0L, 2], Elements(_cube[0, 0, TensorIndex.Slice(step: 2)]));
        Assert.Equal([2L, 3L], _cube[.., .., ^1].shape);
    }

    [Fact]
    public void AnEllipsisStandsForTheDimensionsInBetween()
    {
        Assert.Equal(_cube[TensorIndex.Colon, TensorIndex.Colon, 1], _cube[TensorIndex.Ellipsis, 1]);
        Assert.Equal(_cube[1], _cube[1, TensorIndex.Ellipsis]);
    }

    [Fact]
    public void NoneAddsADimension() => Assert.Equal([2L, 1, 3, 4], _cube[TensorIndex.Colon, TensorIndex.None].shape);

    [Fact]
    public void TensorsPickPlacesAndAreBroadcastTogether()
    {
        var rows = tensor(new long[] { 0, 2 });
        Assert.Equal([0L, 1, 2, 3, 8, 9, 10, 11], Elements(_cube[0, TensorIndex.Tensor(rows)]));
        Assert.Equal([0L, 10], Elements(_cube[0, TensorIndex.Tensor(rows), TensorIndex.Tensor(rows)]));
        Assert.Equal([2L, 2, 4], _cube[TensorIndex.Colon, TensorIndex.Tensor(rows)].shape);
    }

    [Fact]
    public void AMaskPicksWhereItIsTrueAndMaySpanDimensions()
    {
        Assert.Equal([22L, 23], Elements(_cube[TensorIndex.Tensor(_cube > 21)]));
        var mask = zeros(2, 3, dtype: ScalarType.Bool);
        mask[1, 1] = tensor(true);
        Assert.Equal([17L], Elements(_cube[TensorIndex.Tensor(mask), TensorIndex.Tensor(tensor(1L))]));
    }

    [Fact]
    public void PartsAreViewsAndCanBeAssigned()
    {
        _cube[0, 0] = tensor(new long[] { -1, -2, -3, -4 });
        Assert.Equal([-1L, -2, -3, -4], Elements(_cube[0, 0]));
        _cube[TensorIndex.Ellipsis, 3..] = tensor(0L);
        Assert.Equal(0, _cube[TensorIndex.Ellipsis, 3].abs().sum().item<long>());
        _cube[TensorIndex.Tensor(_cube < 0)] = tensor(7L);
        Assert.Equal([7L, 7, 7, 0], Elements(_cube[0, 0]));
    }

    [Fact]
    public void PutAddsUpRepeatedIndicesWhenAsked()
    {
        var counts = zeros(3, dtype: ScalarType.Int64);
        counts.index_put_(tensor(1L), [tensor(new long[] { 0, 2, 2 })], accumulate: true);
        Assert.Equal([1L, 0, 2], Elements(counts));
    }

    [Fact]
    public void GradientsFlowThroughAnIndex()
    {
        var x = zeros(3, requires_grad: true);
        x[1].backward();
        Assert.Equal([0f, 1f, 0f], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void IndexingLeavesOnlyItsResultInTheScope()
    {
        using var inner = NewDisposeScope();
        _ = _cube[0, 1..3, TensorIndex.None, TensorIndex.Ellipsis];
        Assert.Equal(1, inner.DisposablesCount);
    }

    private static long[] Elements(Tensor tensor) => tensor.data<long>().ToArray();
}
