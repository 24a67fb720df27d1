using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace SystemTorch.Tests.Core;

public sealed class DisposeScopeTests
{
    [Fact]
    public void AScopeDisposesWhatWasMadeInItAndNothingElse()
    {
        using var before = rand(1);
        Tensor inside;
        using (NewDisposeScope())
            inside = before + 1;
        Assert.True(inside.IsInvalid);
        Assert.False(before.IsInvalid);
    }

    [Fact]
    public void WhatIsMovedOutSurvivesUntilTheOuterScopeEnds()
    {
        Tensor moved;
        using (NewDisposeScope())
        {
            using (var inner = NewDisposeScope())
            {
                moved = inner.MoveToOuter(rand(1));
                Assert.Equal(0, inner.DisposablesCount);
            }

            Assert.False(moved.IsInvalid);
        }

        Assert.True(moved.IsInvalid);
    }

    [Fact]
    public void WithoutAnOuterScopeMovingOutDetaches()
    {
        Tensor moved;
        using (NewDisposeScope())
            moved = rand(1).MoveToOuterDisposeScope();
        Assert.False(moved.IsInvalid);
        moved.Dispose();
    }

    [Fact]
    public void ADetachedTensorBelongsToItsOwner()
    {
        Tensor detached;
        using (NewDisposeScope())
            detached = rand(1).DetachFromDisposeScope();
        Assert.False(detached.IsInvalid);
        detached.Dispose();
    }

    [Fact]
    public void ATensorDisposedEarlyLeavesItsScope()
    {
        using var scope = NewDisposeScope();
        Tensor[] tensors = [rand(1), rand(1), rand(1)];
        tensors[0].Dispose();
        Assert.Equal(2, scope.DisposablesCount);
        Assert.False(scope.Contains(tensors[0]));
        Assert.True(scope.Contains(tensors[1]) && scope.Contains(tensors[2]));
    }

    [Fact]
    public void EverythingButWhatIsKeptIsDisposedAndTheScopeStaysOpen()
    {
        using var scope = NewDisposeScope();
        Tensor[] tensors = [rand(1), rand(1), rand(1), rand(1)];
        var (first, second) = scope.DisposeEverythingBut(tensors[1], tensors[3]);
        Assert.Same(tensors[1], first);
        Assert.Same(tensors[3], second);
        Assert.Equal([true, false, true, false], tensors.Select(static t => t.IsInvalid));
        Assert.Equal(2, scope.DisposablesCount);
        scope.DisposeEverything();
        Assert.True(tensors.All(static t => t.IsInvalid));
    }

    [Fact]
    public void ScopesMayBeClosedOutOfOrder()
    {
        var outer = NewDisposeScope();
        var inner = NewDisposeScope();
        var tensor = rand(1);
        outer.Dispose();
        Assert.Same(inner, CurrentDisposeScope);
        Assert.False(tensor.IsInvalid);
        inner.Dispose();
        Assert.True(tensor.IsInvalid);
        Assert.Null(CurrentDisposeScope);
    }

    [Fact]
    public void AClosedScopeRefusesToWork()
    {
        var scope = NewDisposeScope();
        scope.Dispose();
        scope.Dispose();
        Assert.Throws<ObjectDisposedException>(() => scope.DisposablesCount);
        using var tensor = rand(1);
        Assert.Throws<ObjectDisposedException>(() => scope.Attach(tensor));
    }

    [Fact]
    public void OnlyTensorsCanBeAttached()
    {
        using var scope = NewDisposeScope();
        using var stream = new MemoryStream();
        Assert.Throws<InvalidOperationException>(() => scope.Attach(stream));
    }

    [Fact]
    public void ATensorCanFollowAnotherIntoItsScope()
    {
        using var scope = NewDisposeScope();
        var there = rand(1);
        Tensor here;
        using (NewDisposeScope())
            here = rand(1).MoveToOtherDisposeScope(there);
        Assert.True(scope.Contains(here));
    }

    [Fact]
    public void AWrappedExpressionLeavesOnlyItsResult()
    {
        using var scope = NewDisposeScope();
        var result = WrappedTensorDisposeScope(static () => rand(2) + rand(2));
        Assert.Equal(1, scope.DisposablesCount);
        Assert.Equal([2L], result.shape);
    }

    [Fact]
    public void StatisticsCountWhatHappenedOnTheThread()
    {
        DisposeScopeManager.Statistics.Reset();
        rand(1).Dispose();
        using (NewDisposeScope())
        {
            rand(1);
            rand(1).DetachFromDisposeScope().Dispose();
        }

        var counts = DisposeScopeManager.Statistics.TensorStatistics;
        Assert.Equal((1, 1), (counts.CreatedOutsideScopeCount, counts.DisposedInScopeCount));
        Assert.Equal((2, 1, 2), (counts.CreatedInScopeCount, counts.DetachedFromScopeCount, counts.DisposedOutsideScopeCount));
        Assert.Equal(0, counts.ThreadTotalLiveCount);
    }

    [Fact]
    public void ATensorWhoseMemoryIsGivenAwayLeavesItsScopeAndTheCount()
    {
        using var scope = NewDisposeScope();
        var before = Tensor.TotalCount;
        var given = rand(1);
        using var taker = Tensor.UnsafeCreateTensor(given.DecoupleFromNativeHandle());
        Assert.True(given.IsInvalid);
        Assert.Equal(1, scope.DisposablesCount);
        Assert.Equal(before + 1, Tensor.TotalCount);
        Assert.Throws<InvalidOperationException>(() => given.DecoupleFromNativeHandle());
    }

    [Fact]
    public void TensorsNobodyDisposesAreFinalized()
    {
        var before = Tensor.TotalCount;
        Make();
        for (var i = 0; i < 10 && Tensor.TotalCount > before + 50; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.InRange(Tensor.TotalCount, 0, before + 50);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static void Make()
        {
            for (var i = 0; i < 1000; i++)
                rand(1);
        }
    }
}
