using QuantGen.PowerOfTwo;
using static TorchSharp.torch;

namespace QuantGen.Reporting.Measuring;

/// <summary>The quantization of a weight by its <see cref="PowerOfTwoLayer"/>, as it is when this is made.</summary>
/// <param name="layer">The layer.</param>
internal sealed class ReportedPowerOfTwoWeight(PowerOfTwoLayer layer) : IReportedQuantizer
{
    private readonly QuantizedParameters _parameters = layer.Measure();

    public nn.Module Module => layer;

    public string Type => layer.GetName();

    public string Format => FixedPointText.Format(layer.WeightBits, signed: true);

    public int Bits => layer.WeightBits;

    public string Granularity => layer.HasChannelScales ? "channel" : "tensor";

    public FixedPointReport FixedPoint
    {
        get
        {
            var clip = _parameters.Clips.Max();
            var bounds = new FixedPointBounds(-clip, clip, _parameters.Scales.Min());
            return new FixedPointReport(Signed: true, bounds.Min, bounds.Max, bounds.Scale, bounds.ScaleExponent);
        }
    }

    public BiasReport? Bias => _parameters.BiasPower is not { } power ? null : new BiasReport(
        layer.BiasMode,
        _parameters.BiasScale is { } scale ? new FixedPointBounds(0, 0, (float)scale).ScaleExponent : null,
        _parameters.SaturatedBiases,
        Decibels.Ratio(power.Signal, power.Noise));

    public bool Enabled => layer.Enabled;

    public bool IsCalibrated => true;

    public bool CanBeMeasured => layer.Enabled;

    public float[] Ranges() => _parameters.Clips;

    public Tensor Quantize(Tensor values) => _parameters.Weight(values);

    public long? ClippedCount(Tensor values)
    {
        using var scope = NewDisposeScope();
        return values.abs().gt(_parameters.Clip(values)).sum().item<long>();
    }
}
