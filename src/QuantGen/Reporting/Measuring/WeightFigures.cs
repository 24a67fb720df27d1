using System.Runtime.InteropServices;
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
    /// <summary>Measures a weight as its quantizer gets it, with the normalization merged into it if it is.</summary>
    public static WeightFigures Of(QuantizedWeight quantized)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var quantizer = quantized.Quantizer;
        var weight = quantized.Read();
        if (quantizer.PreQuantScale is { } scale)
            weight = weight.mul(scale);

        var magnitudes = ChannelMagnitudes(weight, quantized.OutputAxis);
        var alive = magnitudes.Where(static magnitude => magnitude > IntegerGrid.ZeroRange).ToList();
        var (sqnr, clipped) = Errors(quantizer, weight);
        return new WeightFigures(
            sqnr,
            clipped,
            magnitudes.Length,
            [.. magnitudes.Index().Where(static channel => channel.Item <= IntegerGrid.ZeroRange).Select(static channel => channel.Index)],
            alive.Count == 0 ? 1 : alive.Max() / (double)alive.Min());
    }

    private static (double? Sqnr, double? Clipped) Errors(TensorQuantizer quantizer, Tensor weight)
    {
        if (!quantizer.CanBeMeasured())
            return (null, null);

        var meter = new NoiseMeter();
        meter.Add(weight, quantizer.Quantize(weight, amax: null, isPrivate: true));
        return (meter.Sqnr, quantizer.ClippedCount(weight) is { } clipped ? Decibels.Share(clipped, weight.numel()) : null);
    }

    private static float[] ChannelMagnitudes(Tensor weight, int axis)
    {
        long[] others = [.. Enumerable.Range(0, (int)weight.dim()).Where(i => i != axis).Select(static i => (long)i)];
        var magnitudes = others.Length == 0 ? weight.abs() : weight.abs().amax(others);
        return MemoryMarshal.Cast<byte, float>(magnitudes.to(ScalarType.Float32).cpu().contiguous().bytes).ToArray();
    }
}
