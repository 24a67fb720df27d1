using QuantGen.Quantizers;
using TorchSharp;

namespace QuantGen.Calibration;

/// <summary>One quantizer of a model under calibration: stands between it and its collector, and puts its name and the batch into errors.</summary>
/// <param name="name">Where the quantizer lies in the model.</param>
/// <param name="quantizer">The quantizer.</param>
/// <param name="collector">What remembers its tensors.</param>
/// <param name="batch">The number of the batch that passes through the model, from 0.</param>
internal sealed class CalibrationSite(string name, TensorQuantizer quantizer, ICollector collector, Func<long> batch) : ICollector
{
    public string Name => name;

    public TensorQuantizer Quantizer => quantizer;

    public ICollector Collector => collector;

    /// <summary>Whether the quantizer sees a weight, which is the same in every batch.</summary>
    public bool IsWeight { get; } = name.EndsWith("_weight_quantizer", StringComparison.Ordinal);

    public long Count => collector.Count;

    public void Collect(torch.Tensor input)
    {
        try
        {
            collector.Collect(input);
        }
        catch (CalibrationException error)
        {
            throw new CalibrationException(FormattableString.Invariant($"Quantizer '{name}', batch {batch()} counted from 0: {error.Message}"), error);
        }
    }

    public void Reset() => collector.Reset();

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
