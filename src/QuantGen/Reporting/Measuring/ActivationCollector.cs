using QuantGen.Calibration;
using QuantGen.Modules;
using QuantGen.Quantizers;
using static TorchSharp.torch;

namespace QuantGen.Reporting.Measuring;

/// <summary>Quantizes what passes a quantizer on the side, and measures the error and which channels are never anything but zero.</summary>
/// <param name="part">The quantizer and its place.</param>
internal sealed class ActivationCollector(TwinPart part) : ICollector
{
    private readonly NoiseMeter _noise = new();
    private readonly bool _measures = part.Quantizer.CanBeMeasured;
    private readonly ChannelWatch? _channels = part is { Role: QuantizerRole.Input, Owner: QuantWeightedLayer layer }
        ? new ChannelWatch(layer.weight, layer is QuantLinear)
        : null;

    private long _values;
    private long? _clipped = 0;

    public long Count { get; private set; }

    /// <summary>The signal-to-noise ratio; null when nothing was measured.</summary>
    public double? Sqnr => _noise.Sqnr;

    /// <summary>The share of the values that were above the range; null without a range, or without values.</summary>
    public double? Clipped => _measures && _values > 0 && _clipped is { } clipped ? Decibels.Share(clipped, _values) : null;

    /// <summary>The channels that were zero throughout, of how many; null when the tensor has no channels that are known.</summary>
    public (int Channels, IReadOnlyList<int> Dead)? Dead => _channels?.Dead;

    public void Collect(Tensor input)
    {
        if (input.numel() == 0)
            return;

        using var scope = NewDisposeScope();
        if (_measures)
        {
            _noise.Add(input, part.Quantizer.Quantize(input));
            _clipped = part.Quantizer.ClippedCount(input) is { } clipped ? _clipped + clipped : null;
        }

        _channels?.See(input);
        _values += input.numel();
        Count++;
    }

    public void Reset() => throw new NotSupportedException("What a report measures is measured once.");

    public Tensor? Amax(CalibrationMethod method, QuantDescriptor descriptor) => null;
}
