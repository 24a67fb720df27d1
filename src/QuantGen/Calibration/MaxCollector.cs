using QuantGen.Quantizers;
using static TorchSharp.torch;

namespace QuantGen.Calibration;

/// <summary>Keeps the largest magnitude of everything it sees, one for the whole tensor or one for each channel.</summary>
/// <remarks>The rule of pytorch-quantization's MaxCalibrator.</remarks>
public sealed class MaxCollector : ICollector
{
    private readonly List<(float[] Values, long[] Shape)> _batches = [];
    private float[]? _amax;
    private long[] _shape = [];

    /// <summary>Makes a collector.</summary>
    /// <param name="axes">The axes that keep a magnitude of their own, negative ones counted from the end; null for one magnitude.</param>
    /// <param name="trackBatches">Whether the magnitudes of each tensor are kept too, see <see cref="BatchAmax"/>.</param>
    public MaxCollector(IReadOnlyList<int>? axes = null, bool trackBatches = false)
    {
        Axes = axes is null ? null : [.. axes];
        TrackBatches = trackBatches;
    }

    /// <summary>The axes that keep a magnitude of their own; null for one magnitude.</summary>
    public IReadOnlyList<int>? Axes { get; }

    /// <summary>Whether the magnitudes of each tensor are kept.</summary>
    public bool TrackBatches { get; }

    /// <inheritdoc/>
    public long Count { get; private set; }

    /// <inheritdoc/>
    /// <remarks>The extents along <see cref="Axes"/>, and where the axes lie, must be those of the first tensor.</remarks>
    public void Collect(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.numel() == 0)
            return;

        var (values, shape) = Axes is null ? OfTensor(input) : OfAxes(input, Axes);
        if (_amax is not null && !shape.AsSpan().SequenceEqual(_shape))
        {
            throw new CalibrationException(
                $"The magnitudes of a tensor of shape {TensorShapes.Text(input.shape)} have the shape {TensorShapes.Text(shape)}, those collected before {TensorShapes.Text(_shape)}; collect tensors of one shape, or reset the collector.");
        }

        if (TrackBatches)
            _batches.Add((values, shape));

        _amax = _amax is null ? [.. values] : [.. _amax.Zip(values, Math.Max)];
        _shape = shape;
        Count++;
    }

    /// <inheritdoc/>
    public void Reset()
    {
        _amax = null;
        _shape = [];
        _batches.Clear();
        Count = 0;
    }

    /// <summary>The magnitudes of each tensor since the last <see cref="Reset"/>, as new tensors that the caller owns; none unless <see cref="TrackBatches"/>.</summary>
    public IReadOnlyList<Tensor> BatchAmax() => [.. _batches.Select(static batch => tensor(batch.Values, batch.Shape))];

    /// <inheritdoc/>
    public Tensor? Amax(CalibrationMethod method, QuantDescriptor descriptor) => Amax();

    /// <summary>The largest magnitudes so far, as a new tensor that the caller owns; <see langword="null"/> when nothing was collected.</summary>
    public Tensor? Amax() => _amax is null ? null : tensor(_amax, _shape);

    private static (float[] Values, long[] Shape) OfTensor(Tensor input)
    {
        using var values = DenseFloats.Of(input);
        return ([values.LargestMagnitude()], []);
    }

    private static (float[] Values, long[] Shape) OfAxes(Tensor input, IReadOnlyList<int> axes)
    {
        var rank = input.shape.Length;
        var kept = new HashSet<int>(axes.Select(axis => axis < 0 ? axis + rank : axis));
        if (kept.Any(axis => axis < 0 || axis >= rank))
        {
            throw new CalibrationException(
                $"A tensor of shape {TensorShapes.Text(input.shape)} does not have the axes {string.Join(", ", axes)} that keep a range of their own; give the quantizer's descriptor axes of the tensor.");
        }

        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        long[] reduced = [.. Enumerable.Range(0, rank).Where(axis => !kept.Contains(axis)).Select(static axis => (long)axis)];
        var magnitudes = input.abs();
        if (reduced.Length > 0)
            magnitudes = magnitudes.amax(reduced, keepdim: true);

        using var values = DenseFloats.Of(magnitudes.contiguous());
        if (!float.IsFinite(HistogramKernel.LargestMagnitude(values[0])))
        {
            // A maximum propagates NaN and infinity; the tensor itself tells how many there are.
            using var all = DenseFloats.Of(input);
            all.LargestMagnitude();
        }

        return (values[0].ToArray(), magnitudes.shape);
    }
}
