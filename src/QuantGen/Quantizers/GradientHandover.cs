using static TorchSharp.torch;

namespace QuantGen.Quantizers;

/// <summary>
/// Keeps the gradients that the backward of a function returns until native code has taken them over, which is certain when the next backward of the thread
/// begins, of whatever function. Kept longer, they would take memory that the operators in between could use again while caches hold it,
/// and autograd, which adds gradients in place where nobody else has them, would make a new tensor.
/// </summary>
internal static class GradientHandover
{
    [ThreadStatic]
    private static List<Tensor>? _kept;

    /// <summary>Lets go of what was kept last. A backward begins with it.</summary>
    public static void Release()
    {
        if (_kept is null)
            return;

        foreach (var gradient in _kept)
            gradient.Dispose();

        _kept.Clear();
    }

    /// <summary>Keeps what a backward returns and what it was handed. A backward ends with it.</summary>
    /// <param name="gradients">The tensors, of which some may be the same.</param>
    public static void Keep(params ReadOnlySpan<Tensor?> gradients)
    {
        _kept ??= [];
        foreach (var gradient in gradients)
        {
            if (gradient is not null)
                _kept.Add(gradient);
        }
    }
}
