namespace TorchSharp;

/// <summary>
/// Owns the tensors that its thread makes while it is the innermost scope, and disposes them together when it is disposed.
/// What must live on is moved out first. Made by <see cref="torch.NewDisposeScope"/>.
/// </summary>
/// <remarks>
/// Each tensor knows its scope and its place in the scope's list, so that it enters and leaves at constant cost: a training
/// step passes thousands of tensors through its scope.
/// </remarks>
public sealed partial class DisposeScope : IDisposable
{
    private readonly List<torch.Tensor> _tensors = [];
    private DisposeScopeManager? _manager;

    internal DisposeScope(DisposeScopeManager manager)
    {
        _manager = manager;
        OuterScope = manager.InnermostScope;
    }

    /// <summary>How many tensors the scope owns.</summary>
    /// <exception cref="ObjectDisposedException">The scope is disposed.</exception>
    public int DisposablesCount => OpenManager is null ? 0 : _tensors.Count;

    /// <summary>The tensors that the scope owns, as they are now.</summary>
    /// <exception cref="ObjectDisposedException">The scope is disposed.</exception>
    public IReadOnlyList<IDisposable> DisposablesView => OpenManager is null ? [] : _tensors.ToArray();

    internal DisposeScope? OuterScope { get; set; }

    private DisposeScopeManager OpenManager => _manager ?? throw new ObjectDisposedException(nameof(DisposeScope));

    /// <summary>Whether the scope owns an object.</summary>
    /// <param name="disposable">The object.</param>
    public bool Contains(IDisposable disposable) => disposable is torch.Tensor tensor && tensor.OwningDisposeScope == this;

    /// <summary>Takes an object in, out of the scope it belongs to now.</summary>
    /// <param name="disposable">A tensor.</param>
    /// <exception cref="InvalidOperationException">The object is no tensor.</exception>
    public void Attach(IDisposable disposable)
    {
        var manager = OpenManager;
        if (disposable is not torch.Tensor tensor)
            throw new InvalidOperationException("DisposeScope can only manage Tensor or PackedSequence");
        if (tensor.OwningDisposeScope == this)
            return;
        tensor.OwningDisposeScope?.Remove(tensor);
        Add(tensor);
        manager.ThreadStatistics.TensorStatistics.AttachedToScopeCount++;
    }

    /// <summary>Forgets an object without disposing it.</summary>
    /// <param name="disposable">The object.</param>
    public void MarkAsDisposed(IDisposable disposable)
    {
        _ = OpenManager;
        if (Contains(disposable))
            Remove((torch.Tensor)disposable);
    }

    /// <summary>Disposes all that the scope owns; the scope stays open.</summary>
    public void DisposeEverything() => DisposeEverythingBut((ReadOnlySpan<IDisposable>)[]);

    /// <summary>Disposes all that the scope still owns, and closes it.</summary>
    public void Dispose()
    {
        if (_manager is not { } manager)
            return;
        DisposeEverything();
        manager.Close(this);
        _manager = null;
    }

    internal static void ReplaceWith(torch.Tensor original, torch.Tensor replacement)
    {
        if (original.OwningDisposeScope is not { } scope)
            return;
        scope.Remove(original);
        if (replacement.OwningDisposeScope != scope)
        {
            replacement.OwningDisposeScope?.Remove(replacement);
            scope.Add(replacement);
        }
    }

    internal void Add(torch.Tensor tensor)
    {
        tensor.OwningDisposeScope = this;
        tensor.PlaceInScope = _tensors.Count;
        _tensors.Add(tensor);
    }

    internal void Remove(torch.Tensor tensor)
    {
        var last = _tensors[^1];
        last.PlaceInScope = tensor.PlaceInScope;
        _tensors[tensor.PlaceInScope] = last;
        _tensors.RemoveAt(_tensors.Count - 1);
        tensor.OwningDisposeScope = null;
    }

    private void Move(DisposeScope? scope, IDisposable disposable)
    {
        if (scope is null)
        {
            DetachOne(disposable);
        }
        else if (Contains(disposable) && scope != this)
        {
            Remove((torch.Tensor)disposable);
            scope.Add((torch.Tensor)disposable);
        }
    }

    private void DetachOne(IDisposable disposable)
    {
        var manager = OpenManager;
        if (!Contains(disposable))
            return;
        Remove((torch.Tensor)disposable);
        manager.ThreadStatistics.TensorStatistics.DetachedFromScopeCount++;
    }

    private void DisposeEverythingBut(ReadOnlySpan<IDisposable> keep)
    {
        _ = OpenManager;
        foreach (var kept in keep)
        {
            if (Contains(kept))
                ((torch.Tensor)kept).KeptByScope = true;
        }

        // From the end, so that what a tensor leaves behind is never moved.
        for (var i = _tensors.Count - 1; i >= 0; i--)
        {
            var tensor = _tensors[i];
            if (!tensor.KeptByScope)
                tensor.Dispose();
            tensor.KeptByScope = false;
        }
    }
}
