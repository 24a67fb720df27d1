using QuantGen.Calibration;
using QuantGen.Quantizers;
using static TorchSharp.torch;

namespace QuantGen.Tests.Calibration;

/// <summary>A user's own collector, whose range is the mean of the tensors' largest magnitudes, in 1/1000.</summary>
internal sealed class MeanCollector : IMergeableCollector
{
    private long _sum;

    public long Count { get; private set; }

    public void Collect(Tensor input)
    {
        using var scope = NewDisposeScope();
        _sum += (long)(1000 * input.abs().max().item<float>());
        Count++;
    }

    public void Reset() => (_sum, Count) = (0, 0);

    public Tensor? Amax(CalibrationMethod method, QuantDescriptor descriptor) => Count == 0 ? null : tensor(_sum / 1000f / Count);

    public CollectorState State() => new()
    {
        Kind = "mean",
        Count = Count,
        Integers = new Dictionary<string, ReadOnlyMemory<long>>(StringComparer.Ordinal) { ["sum"] = new[] { _sum } },
    };

    public void Add(CollectorState state)
    {
        _sum += state.Integers["sum"].Span[0];
        Count += state.Count;
    }
}
