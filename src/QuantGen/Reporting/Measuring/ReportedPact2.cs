using QuantGen.PowerOfTwo;
using static TorchSharp.torch;

namespace QuantGen.Reporting.Measuring;

/// <summary>A <see cref="Pact2"/>.</summary>
/// <param name="quantizer">The quantizer.</param>
internal sealed class ReportedPact2(Pact2 quantizer) : IReportedQuantizer
{
    public nn.Module Module => quantizer;

    public string Type => nameof(Pact2);

    public string Format => FixedPointText.Format(quantizer.Bits, Signed);

    public int Bits => quantizer.Bits;

    public string Granularity => "tensor";

    public FixedPointReport? FixedPoint
    {
        get
        {
            if (!quantizer.IsCalibrated)
                return null;

            var (low, high) = quantizer.StoredRange;
            var bounds = new FixedPointBounds(quantizer.ClipRange.Low, quantizer.ClipRange.High, quantizer.Scale);
            return new FixedPointReport(
                quantizer.Signed, bounds.Min, bounds.Max, bounds.Scale, bounds.ScaleExponent, new StoredRangeReport(low, high, quantizer.IsFixed));
        }
    }

    public bool Enabled => quantizer.Enabled;

    public bool IsCalibrated => quantizer.IsCalibrated;

    public bool CanBeMeasured => quantizer is { Enabled: true, IsCalibrated: true };

    // Without a range the sign is what the options say of it.
    private bool Signed => quantizer.IsCalibrated ? quantizer.Signed : quantizer.Options.Signed ?? true;

    public float[]? Ranges() => quantizer.IsCalibrated ? [quantizer.ClipRange.High] : null;

    public Tensor Quantize(Tensor values) => quantizer.Quantize(values);

    public long? ClippedCount(Tensor values)
    {
        if (!quantizer.IsCalibrated)
            return null;

        using var scope = NewDisposeScope();
        var (low, high) = quantizer.ClipRange;
        return values.lt(low).logical_or(values.gt(high)).sum().item<long>();
    }
}
