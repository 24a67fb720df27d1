using QuantGen.Modules;
using QuantGen.Quantizers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Calibration;

/// <summary>Gives weight quantizers their ranges from the weights themselves, without data.</summary>
/// <remarks>
/// The counterpart of pytorch-quantization's calibrate_weights: a histogram of the magnitudes of each channel, from zero to the largest, and a
/// range search on each. Where a BatchNorm is folded into a layer, the merged weight is what counts.
/// </remarks>
public static class WeightCalibration
{
    /// <summary>Sets the range of every enabled weight quantizer of a model, or of none when one fails.</summary>
    /// <param name="model">A model that holds quantized layers.</param>
    /// <param name="method">How ranges are chosen: <see cref="CalibrationMethod.Max"/>, <see cref="CalibrationMethod.Percentile"/> or
    /// <see cref="CalibrationMethod.Mse"/>; the 99.99th percentile when not given.</param>
    /// <param name="perChannel">Whether each output channel gets a range of its own, or the tensor one.</param>
    /// <param name="bins">How many bins the histograms have.</param>
    /// <returns>The ranges in the order of the model.</returns>
    /// <exception cref="ArgumentException">The method is the entropy search, which has too little data in a channel.</exception>
    /// <exception cref="CalibrationException">The model has no quantized weight, or one holds NaN or infinity.</exception>
    public static IReadOnlyList<QuantizerRange> Calibrate(Module model, CalibrationMethod? method = null, bool perChannel = true, int bins = 2048)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        method ??= CalibrationMethod.Percentile();
        if (method is EntropyMethod)
            throw new ArgumentException("Weights cannot be calibrated by entropy; use max, percentile or mse.", nameof(method));

        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var layers = model.named_modules().Select(static named => named.Item2).Prepend(model)
            .OfType<QuantWeightedLayer>()
            .DistinctBy(static layer => layer.WeightQuantizer)
            .ToDictionary(static layer => layer.WeightQuantizer);
        var found = model.Quantizers()
            .Where(named => named.Quantizer.Enabled && layers.ContainsKey(named.Quantizer))
            .Select(named => Range(named.Name, layers[named.Quantizer], method, perChannel, bins))
            .ToList();
        if (found.Count == 0)
            throw new CalibrationException($"The model '{model.GetName()}' has no quantized weight; calibrate the quantized twin, not the float model.");

        foreach (var (quantizer, amax, _) in found)
        {
            if (quantizer.Amax is { } present && !present.shape.AsSpan().SequenceEqual(amax.shape))
                quantizer.Amax = null;

            quantizer.Amax = amax;
        }

        return [.. found.Select(static layer => layer.Range)];
    }

    private static (TensorQuantizer Quantizer, Tensor Amax, QuantizerRange Range) Range(
        string name, QuantWeightedLayer layer, CalibrationMethod method, bool perChannel, int bins)
    {
        var weight = layer.QuantizedWeight();
        var axis = perChannel ? layer.OutputAxis : 0;
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
        var descriptor = layer.WeightQuantizer.Descriptor;
        var amax = new float[channels];
        var clipped = new double[channels];
        Parallel.For(0, channels, channel =>
        {
            var length = magnitudes.Length / channels;
            var histogram = HistogramOf(magnitudes.AsSpan(channel * length, length), bins);
            amax[channel] = RangeSearch.Find(histogram, method, descriptor.Bits, descriptor.Unsigned);
            clipped[channel] = histogram.ShareAbove(amax[channel]);
        });

        long[] shape = perChannel ? [.. weight.shape.Select((_, i) => i == axis ? channels : 1L)] : [];
        return (layer.WeightQuantizer, tensor(amax, shape).to(weight.device), new QuantizerRange(name, amax, clipped.Average()));
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
