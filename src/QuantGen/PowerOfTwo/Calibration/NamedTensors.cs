using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>Copies of some tensors of a model, by name.</summary>
internal sealed class NamedTensors : IDisposable
{
    private readonly IReadOnlyList<(string Name, Tensor Tensor)> _tensors;
    private readonly Tensor[] _copies;

    /// <summary>Copies tensors.</summary>
    /// <param name="tensors">The tensors, each with a name.</param>
    public NamedTensors(IReadOnlyList<(string Name, Tensor Tensor)> tensors)
    {
        _tensors = tensors;
        _copies = [.. tensors.Select(static entry => Copy(entry.Tensor))];
    }

    /// <summary>How many there are.</summary>
    public int Count => _copies.Length;

    /// <summary>The names with what was copied.</summary>
    public IEnumerable<(string Name, Tensor Copy)> Entries => _tensors.Zip(_copies, static (entry, copy) => (entry.Name, copy));

    /// <summary>Copies the tensors as they are now.</summary>
    public void Update()
    {
        foreach (var (entry, copy) in _tensors.Zip(_copies))
            Write(copy, entry.Tensor);
    }

    /// <summary>Writes the copies back.</summary>
    public void WriteBack()
    {
        foreach (var (entry, copy) in _tensors.Zip(_copies))
            Write(entry.Tensor, copy);
    }

    /// <summary>Replaces a copy.</summary>
    /// <param name="index">Its place in <see cref="Entries"/>.</param>
    /// <param name="values">A tensor of its shape.</param>
    public void Replace(int index, Tensor values) => Write(_copies[index], values);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var copy in _copies)
            copy.Dispose();
    }

    private static Tensor Copy(Tensor tensor)
    {
        using var noGradient = no_grad();
        return tensor.detach().clone().DetachFromDisposeScope();
    }

    private static void Write(Tensor target, Tensor source)
    {
        using var noGradient = no_grad();
        target.copy_(source);
    }
}
