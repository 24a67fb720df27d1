using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace QuantGen.Calibration;

/// <summary>The range that a method chose for one quantizer, or why it found none, before any range is set.</summary>
internal sealed class RangeChoice : IDisposable
{
    private readonly CalibrationSite _site;
    private readonly Tensor? _amax;

    private RangeChoice(CalibrationSite site, Tensor? amax, CalibrationException? error)
    {
        _site = site;
        _amax = amax;
        Error = error;
    }

    /// <summary>Why there is no range; <see langword="null"/> when there is one.</summary>
    public CalibrationException? Error { get; }

    /// <summary>Searches the range of a quantizer; <see langword="null"/> when it received no data. Runs on any thread.</summary>
    public static RangeChoice? Of(CalibrationSite site, CalibrationMethod method)
    {
        try
        {
            return site.Amax(method, site.Quantizer.Descriptor) is { } amax ? new RangeChoice(site, amax, error: null) : null;
        }
        catch (CalibrationException error)
        {
            return new RangeChoice(site, amax: null, error);
        }
    }

    /// <summary>Throws where <see cref="Set"/> would fail.</summary>
    public void Check()
    {
        using var values = DenseFloats.Of(_amax!);
        try
        {
            values.LargestMagnitude();
        }
        catch (CalibrationException error)
        {
            throw new CalibrationException($"Quantizer '{_site.Name}' was given a range that is not finite by its collector.", error);
        }

        if (_site.Quantizer.Amax is { } present && present.numel() != _amax!.numel())
        {
            throw new CalibrationException(
                $"Quantizer '{_site.Name}' has a range of shape {TensorShapes.Text(present.shape)} and calibration found one of shape {TensorShapes.Text(_amax.shape)}; give the descriptor the axes of its range.");
        }
    }

    /// <summary>Gives the quantizer its range.</summary>
    /// <param name="modelDevice">Where the range is kept when no tensor has passed the quantizer here.</param>
    public void Set(Device modelDevice)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var amax = _amax!.to(_site.Device ?? modelDevice);
        _site.Quantizer.Amax = _site.Quantizer.Amax is { } present ? amax.reshape(present.shape) : amax;
        if (_site.Quantizer.Descriptor.LearnAmax)
            _site.Quantizer.InitLearnAmax();
    }

    /// <summary>What was chosen, for the caller.</summary>
    public QuantizerRange Range()
    {
        var amax = MemoryMarshal.Cast<byte, float>(_amax!.bytes).ToArray();
        var clipped = amax.Length == 1 ? (_site.Collector as HistogramCollector)?.Histogram()?.ShareAbove(amax[0]) : null;
        return new QuantizerRange(_site.Name, amax, clipped ?? 0) { HeldBytes = _site.HeldBytes };
    }

    public void Dispose() => _amax?.Dispose();
}
