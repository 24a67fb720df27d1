namespace TorchSharp;

/// <summary>Counts what happened to the tensors of one thread.</summary>
public class LifetimeStatistics
{
    /// <summary>Tensors made while no dispose scope was open.</summary>
    public long CreatedOutsideScopeCount { get; internal set; }

    /// <summary>Tensors disposed that belonged to no scope.</summary>
    public long DisposedOutsideScopeCount { get; internal set; }

    /// <summary>Tensors made inside a dispose scope.</summary>
    public long CreatedInScopeCount { get; internal set; }

    /// <summary>Tensors disposed while a scope owned them, by the scope or on their own.</summary>
    public long DisposedInScopeCount { get; internal set; }

    /// <summary>Tensors put into a scope after they were made.</summary>
    public long AttachedToScopeCount { get; internal set; }

    /// <summary>Tensors taken out of every scope.</summary>
    public long DetachedFromScopeCount { get; internal set; }

    /// <summary>Tensors made less tensors disposed on this thread.</summary>
    public long ThreadTotalLiveCount => CreatedInScopeCount + CreatedOutsideScopeCount - DisposedInScopeCount - DisposedOutsideScopeCount;

    /// <summary>Sets every count to zero.</summary>
    public void Reset()
    {
        CreatedOutsideScopeCount = DisposedOutsideScopeCount = CreatedInScopeCount = 0;
        DisposedInScopeCount = AttachedToScopeCount = DetachedFromScopeCount = 0;
    }

    /// <summary>The counts in words.</summary>
    public override string ToString() => string.Join(
        "; ",
        $"{nameof(ThreadTotalLiveCount)}: {ThreadTotalLiveCount}",
        $"{nameof(CreatedOutsideScopeCount)}: {CreatedOutsideScopeCount}",
        $"{nameof(DisposedOutsideScopeCount)}: {DisposedOutsideScopeCount}",
        $"{nameof(CreatedInScopeCount)}: {CreatedInScopeCount}",
        $"{nameof(DisposedInScopeCount)}: {DisposedInScopeCount}",
        $"{nameof(AttachedToScopeCount)}: {AttachedToScopeCount}",
        $"{nameof(DetachedFromScopeCount)}: {DetachedFromScopeCount}");
}
