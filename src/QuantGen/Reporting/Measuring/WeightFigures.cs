using QuantGen.PowerOfTwo;
using QuantGen.Quantizers;
using static TorchSharp.torch;

namespace QuantGen.Reporting.Measuring;

/// <summary>What a weight and its quantizer tell without any data.</summary>
/// <param name="Sqnr">The signal-to-noise ratio of the quantized weight, in decibels; null when it cannot be quantized.</param>
/// <param name="Clipped">The share of its values above their range; null without one.</param>
/// <param name="Channels">How many output channels it has.</param>
/// <param name="Dead">The numbers of those whose weights are all zero.</param>
/// <param name="Spread">The largest magnitude over the smallest of the channels that are not dead.</param>
internal sealed record WeightFigures(double? Sqnr, double? Clipped, int Channels, IReadOnlyList<int> Dead, double Spread)
{
    /// <summary>Measures a weight.</summary>
    /// <param name="quantizer">What quantizes it.</param>
    /// <param name="rows">Its output channels as rows.</param>
    /// <param name="weight">The weight as the quantizer gets it, with the normalization merged into it if it is.</param>
    public static WeightFigures Of(IReportedQuantizer quantizer, Func<Tensor, Tensor> rows, Tensor weight)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var magnitudes = HostValues.Of(rows(weight).abs().amax([1]));
        var alive = magnitudes.Where(static magnitude => magnitude > IntegerGrid.ZeroRange).ToList();
        var (sqnr, clipped) = Errors(quantizer, weight);
        return new WeightFigures(
            sqnr,
            clipped,
            magnitudes.Length,
            [.. magnitudes.Index().Where(static channel => channel.Item <= IntegerGrid.ZeroRange).Select(static channel => channel.Index)],
            alive.Count == 0 ? 1 : alive.Max() / (double)alive.Min());
    }

    private static (double? Sqnr, double? Clipped) Errors(IReportedQuantizer quantizer, Tensor weight)
    {
        if (!quantizer.CanBeMeasured)
            return (null, null);

        var meter = new NoiseMeter();
        meter.Add(weight, quantizer.Quantize(weight));
        return (meter.Sqnr, quantizer.ClippedCount(weight) is { } clipped ? Decibels.Share(clipped, weight.numel()) : null);
    }
}
