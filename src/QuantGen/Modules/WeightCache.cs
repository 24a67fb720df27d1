using QuantGen.Quantizers;
using QuantGen.Quantizers.Kernels;
using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <summary>
/// Keeps what a layer computes from its weight before it is applied, while no gradients are recorded. What it was computed from is kept too and
/// compared bit by bit at every use, so a change is noticed however it was made: TorchSharp does not show the versions of tensors, and those
/// do not count what is written to a tensor's memory. This costs two copies of the weight in memory, and reading both.
/// </summary>
internal sealed class WeightCache : IDisposable
{
    private readonly Lock _lock = new();
    private Entry? _entry;

    /// <summary>What was computed from the same values before, or is computed now.</summary>
    /// <param name="quantizer">Quantizes the weight. Unless it does so with a fixed range, nothing is kept.</param>
    /// <param name="settings">What the computation takes besides tensors, compared by value; null for nothing.</param>
    /// <param name="sources">The tensors that the result is computed from, beside the quantizer's range; null for one that is missing.</param>
    /// <param name="compute">Computes weight and bias.</param>
    /// <returns>New handles, in the scope of the caller, or what was computed.</returns>
    public (Tensor Weight, Tensor? Bias) Get(
        TensorQuantizer quantizer, object? settings, Tensor?[] sources, Func<(Tensor Weight, Tensor? Bias)> compute)
    {
        if (quantizer.FixedRange is { } amax && Array.TrueForAll(sources, CanBeKept))
            return Get((quantizer.Descriptor, settings), [.. sources, amax], compute);

        Dispose();
        return compute();
    }

    /// <summary>What was computed from the same values before, or is computed now. With gradients nothing is kept.</summary>
    /// <param name="settings">What the computation takes besides tensors, compared by value.</param>
    /// <param name="sources">The tensors that the result is computed from; null for one that is missing.</param>
    /// <param name="compute">Computes weight and bias.</param>
    /// <returns>New handles, in the scope of the caller, or what was computed.</returns>
    public (Tensor Weight, Tensor? Bias) Get(object settings, Tensor?[] sources, Func<(Tensor Weight, Tensor? Bias)> compute)
    {
        if (is_grad_enabled() || !Array.TrueForAll(sources, CanBeKept))
        {
            Dispose();
            return compute();
        }

        lock (_lock)
        {
            if (_entry is null || !_entry.Holds(settings, sources))
            {
                _entry?.Dispose();
                _entry = null;
                _entry = new Entry(settings, sources, compute());
            }

            return (_entry.Weight.alias(), _entry.Bias?.alias());
        }
    }

    /// <summary>Lets go of what is kept.</summary>
    public void Dispose()
    {
        if (_entry is null)
            return;

        lock (_lock)
        {
            _entry?.Dispose();
            _entry = null;
        }
    }

    private static bool CanBeKept(Tensor? source) => source is null || TensorMemory.IsPlain(source);

    private sealed class Entry : IDisposable
    {
        private readonly object _settings;
        private readonly Tensor?[] _sources;

        public Entry(object settings, Tensor?[] sources, (Tensor Weight, Tensor? Bias) result)
        {
            _settings = settings;
            _sources = [.. sources.Select(static source => source?.detach().clone().DetachFromDisposeScope())];
            Weight = result.Weight.DetachFromDisposeScope();
            Bias = result.Bias?.DetachFromDisposeScope();
        }

        public Tensor Weight { get; }

        public Tensor? Bias { get; }

        public bool Holds(object settings, Tensor?[] sources)
        {
            var same = settings.Equals(_settings) && sources.Length == _sources.Length;
            for (var i = 0; same && i < sources.Length; i++)
                same = TensorMemory.HasEqualBits(sources[i], _sources[i]);

            return same;
        }

        public void Dispose()
        {
            Weight.Dispose();
            Bias?.Dispose();
            foreach (var source in _sources)
                source?.Dispose();
        }
    }
}
