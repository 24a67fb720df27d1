namespace TorchSharp;

public static partial class torch
{
    /// <summary>The innermost dispose scope of this thread; null when none is open.</summary>
    public static DisposeScope? CurrentDisposeScope => DisposeScopeManager.Current.InnermostScope;

    /// <summary>Opens a dispose scope on this thread: it owns the tensors made until it is disposed.</summary>
    public static DisposeScope NewDisposeScope() => DisposeScopeManager.Current.Open();

    /// <summary>Computes a tensor inside a dispose scope and moves the result out of it.</summary>
    /// <param name="expr">The computation.</param>
    /// <returns>The result.</returns>
    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        ArgumentNullException.ThrowIfNull(expr);
        using var scope = NewDisposeScope();
        return expr().MoveToOuterDisposeScope();
    }
}
