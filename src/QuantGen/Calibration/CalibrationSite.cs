using QuantGen.Quantizers;
using TorchSharp;

namespace QuantGen.Calibration;

/// <summary>One quantizer of a model under calibration: stands between it and its collector, and puts its name and the batch into errors.</summary>
/// <param name="name">Where the quantizer lies in the model.</param>
/// <param name="quantizer">The quantizer.</param>
/// <param name="collector">What remembers its tensors.</param>
/// <param name="isOwn">Whether the calibrator made the collector, or was handed it.</param>
/// <param name="batch">The number of the batch that passes through the model, from 0.</param>
/// <param name="isWeight">Whether the quantizer sees a weight, which is the same in every batch.</param>
internal sealed class CalibrationSite(string name, TensorQuantizer quantizer, ICollector collector, bool isOwn, Func<long> batch, bool isWeight = false) : ICollector
{
    public string Name => name;

    public TensorQuantizer Quantizer => quantizer;

    public ICollector Collector => collector;

    public bool IsOwn => isOwn;

    /// <summary>Whether the quantizer sees a weight, which is the same in every batch.</summary>
    public bool IsWeight => isWeight;

    /// <summary>Where the tensors were, so that the range is kept beside them.</summary>
    public torch.Device? Device { get; private set; }

    /// <summary>Whether the next tensor replaces what was collected. A weight that is not reached again keeps what it had.</summary>
    public bool StartsAnew { get; set; }

    public long Count => collector.Count;

    public long HeldBytes => collector.HeldBytes;

    public void Collect(torch.Tensor input)
    {
        try
        {
            if (StartsAnew)
                collector.Reset();

            StartsAnew = false;
            collector.Collect(input);
            Device = input.device;
        }
        catch (CalibrationException error)
        {
            throw new CalibrationException(FormattableString.Invariant($"Quantizer '{name}', batch index {batch()}: {error.Message}"), error);
        }
    }

    public void Reset() => collector.Reset();

    /// <summary>What the collector, which must be an <see cref="IMergeableCollector"/>, has collected.</summary>
    public QuantizerState State()
    {
        try
        {
            return new QuantizerState(name, isWeight, quantizer.Descriptor, ((IMergeableCollector)collector).State());
        }
        catch (CalibrationException error)
        {
            throw new CalibrationException($"Quantizer '{name}': {error.Message}", error);
        }
    }

    /// <summary>Adds what was collected elsewhere; of a weight, which is the same everywhere, only if it was not measured here.</summary>
    public void Add(CollectorState state, string source)
    {
        if (isWeight && Count > 0)
            return;

        try
        {
            ((IMergeableCollector)collector).Add(state);
        }
        catch (CalibrationException error)
        {
            throw new CalibrationException($"Quantizer '{name}' in '{source}': {error.Message}", error);
        }
    }

    public torch.Tensor? Amax(CalibrationMethod method, QuantDescriptor descriptor)
    {
        try
        {
            return collector.Amax(method, descriptor);
        }
        catch (CalibrationException error)
        {
            throw new CalibrationException($"Quantizer '{name}', method {method}: {error.Message}", error);
        }
    }
}
