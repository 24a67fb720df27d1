using QuantGen.Quantizers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Calibration;

/// <summary>Gives weight quantizers their ranges from the weights themselves, without data.</summary>
/// <remarks>
/// The counterpart of pytorch-quantization's calibrate_weights: a histogram of the magnitudes of each channel, from zero to the largest, and a
/// range search on each. Where a BatchNorm is folded into a layer, the merged weight is what counts. Layers of a user's own take part as <see cref="IQuantizedLayer"/>.
/// </remarks>
public static class WeightCalibration
{
    /// <summary>Sets the range of every enabled weight quantizer of a model, or of none when one fails.</summary>
    /// <param name="model">A model that holds quantized layers.</param>
    /// <param name="method">How ranges are chosen: <see cref="CalibrationMethod.Max"/>, <see cref="CalibrationMethod.Percentile"/> or
    /// <see cref="CalibrationMethod.Mse"/>; the 99.99th percentile when not given.</param>
    /// <param name="perChannel">Whether each output channel gets a range of its own, or the tensor one.</param>
    /// <param name="bins">How many bins the histograms have.</param>
    /// <param name="progress">Told after each weight.</param>
    /// <param name="ct">Looked at between weights. No range is set on cancellation.</param>
    /// <returns>The ranges in the order of the model.</returns>
    /// <exception cref="ArgumentException">The method is the entropy search, which has too little data in a channel.</exception>
    /// <exception cref="CalibrationException">The model has no quantized weight, or one holds NaN or infinity.</exception>
    /// <exception cref="OperationCanceledException">Cancellation was asked for.</exception>
    public static IReadOnlyList<QuantizerRange> Calibrate(
        Module model, CalibrationMethod? method = null, bool perChannel = true, int bins = 2048,
        IProgress<QuantizationProgress>? progress = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        method ??= CalibrationMethod.Percentile();
        if (method is EntropyMethod)
            throw new ArgumentException("Weights cannot be calibrated by entropy; use max, percentile or mse.", nameof(method));

        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var weights = ModelWeights.Of(model);
        var named = model.Quantizers().Where(named => named.Quantizer.Enabled && weights.ContainsKey(named.Quantizer)).ToList();
        if (named.Count == 0)
            throw new CalibrationException($"The model '{model.GetName()}' has no quantized weight; calibrate the quantized twin, not the float model.");

        var found = new List<(TensorQuantizer Quantizer, Tensor Amax, QuantizerRange Range)>();
        foreach (var (name, quantizer) in named)
        {
            ct.ThrowIfCancellationRequested();
            found.Add(Range(name, weights[quantizer], method, perChannel, bins));
            progress?.Report(new QuantizationProgress("calibrate weights", found.Count, named.Count));
        }

        foreach (var (quantizer, amax, _) in found)
        {
            if (quantizer.Amax is { } present && !present.shape.AsSpan().SequenceEqual(amax.shape))
                quantizer.Amax = null;

            quantizer.Amax = amax;
        }

        return [.. found.Select(static weight => weight.Range)];
    }

    private static (TensorQuantizer Quantizer, Tensor Amax, QuantizerRange Range) Range(
        string name, QuantizedWeight quantized, CalibrationMethod method, bool perChannel, int bins)
    {
        using var scope = NewDisposeScope();
        var weight = quantized.Seen();
        var axis = perChannel ? quantized.OutputAxis : 0;
        var channels = perChannel ? (int)weight.shape[axis] : 1;
        using var values = DenseFloats.Of(weight.transpose(0, axis).contiguous());
        try
        {
            values.LargestMagnitude();
        }
        catch (CalibrationException error)
        {
            throw new CalibrationException($"Quantizer '{name}': {error.Message}", error);
        }

        var magnitudes = values[0].ToArray();
        var format = quantized.Quantizer.Descriptor.Format;
        var amax = new float[channels];
        var clipped = new double[channels];
        Parallel.For(0, channels, channel =>
        {
            var length = magnitudes.Length / channels;
            var histogram = HistogramOf(magnitudes.AsSpan(channel * length, length), bins);
            amax[channel] = RangeSearch.Find(histogram, method, format);
            clipped[channel] = histogram.ShareAbove(amax[channel]);
        });

        long[] shape = perChannel ? [.. weight.shape.Select((_, i) => i == axis ? channels : 1L)] : [];
        return (quantized.Quantizer, tensor(amax, shape).to(weight.device).MoveToOuterDisposeScope(), new QuantizerRange(name, amax, clipped.Average()));
    }

    // numpy.histogram(range = (0, max)). A channel of zeros has bins without width, and range 0 by every method.
    private static Histogram HistogramOf(ReadOnlySpan<float> values, int bins)
    {
        var largest = HistogramKernel.LargestMagnitude(values);
        var edges = largest > 0 ? EdgeBins.Between(0, largest, bins) : new float[bins + 1];
        var counts = new long[bins];
        foreach (var value in values)
            counts[largest > 0 ? EdgeBins.Find(edges, MathF.Abs(value)) : 0]++;

        return Histogram.Take(counts, edges, largest);
    }
}
