namespace TorchSharp;

/// <summary>The dispose scopes of one thread: a stack, and the counts of what they did.</summary>
public class DisposeScopeManager
{
    [ThreadStatic]
    private static DisposeScopeManager? _current;

    /// <summary>The counts of the current thread.</summary>
    public static ThreadDisposeScopeStatistics Statistics => Current.ThreadStatistics;

    internal static DisposeScopeManager Current => _current ??= new DisposeScopeManager();

    internal ThreadDisposeScopeStatistics ThreadStatistics { get; } = new();

    internal DisposeScope? InnermostScope { get; private set; }

    internal DisposeScope Open() => InnermostScope = new DisposeScope(this);

    /// <summary>Takes a scope off the stack, wherever in it the scope stands: scopes need not be closed in order.</summary>
    internal void Close(DisposeScope scope)
    {
        if (InnermostScope == scope)
        {
            InnermostScope = scope.OuterScope;
            return;
        }

        for (var inner = InnermostScope; inner is not null; inner = inner.OuterScope)
        {
            if (inner.OuterScope == scope)
            {
                inner.OuterScope = scope.OuterScope;
                return;
            }
        }
    }

    internal void Register(torch.Tensor tensor)
    {
        if (InnermostScope is { } scope)
        {
            ThreadStatistics.TensorStatistics.CreatedInScopeCount++;
            scope.Add(tensor);
        }
        else
        {
            ThreadStatistics.TensorStatistics.CreatedOutsideScopeCount++;
        }
    }

    internal void CountDisposal(bool inScope)
    {
        if (inScope)
            ThreadStatistics.TensorStatistics.DisposedInScopeCount++;
        else
            ThreadStatistics.TensorStatistics.DisposedOutsideScopeCount++;
    }
}
