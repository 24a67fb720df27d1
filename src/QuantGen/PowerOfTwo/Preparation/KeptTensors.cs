using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>Copies of tensors, written back in the end unless they are let go.</summary>
/// <param name="tensors">The tensors.</param>
internal sealed class KeptTensors(IEnumerable<Tensor> tensors) : IDisposable
{
    private readonly IReadOnlyList<(Tensor Tensor, Tensor Copy)> _kept = [.. tensors.Select(static tensor => (tensor, tensor.detach().clone().DetachFromDisposeScope()))];
    private bool _isLetGo;

    /// <summary>Leaves the tensors as they are now.</summary>
    public void LetGo() => _isLetGo = true;

    /// <inheritdoc/>
    public void Dispose()
    {
        using var noGradient = no_grad();
        foreach (var (tensor, copy) in _kept)
        {
            if (!_isLetGo)
                tensor.copy_(copy);

            copy.Dispose();
        }
    }
}
