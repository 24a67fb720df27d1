using QuantGen.Quantizers;
using static TorchSharp.torch;

namespace QuantGen.Calibration;

/// <summary>Keeps the largest magnitude of everything it sees, one for the whole tensor or one for each channel.</summary>
/// <remarks>The rule of pytorch-quantization's MaxCalibrator.</remarks>
public sealed class MaxCollector : IMergeableCollector
{
    /// <summary>The kind of its states.</summary>
    internal const string Kind = "max";

    private const string AmaxKey = "amax";
    private const string ShapeKey = "shape";

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
    public long HeldBytes => ((_amax?.LongLength ?? 0) + _batches.Sum(static batch => batch.Values.LongLength)) * sizeof(float);

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

    /// <inheritdoc/>
    /// <remarks>The magnitudes of each tensor, <see cref="BatchAmax"/>, are no part of it.</remarks>
    public CollectorState State() => new()
    {
        Kind = Kind,
        Settings = new Dictionary<string, string>(StringComparer.Ordinal) { [nameof(Axes)] = Axes is null ? "none" : string.Join(' ', Axes) },
        Count = Count,
        Integers = new Dictionary<string, ReadOnlyMemory<long>>(StringComparer.Ordinal) { [ShapeKey] = _shape },
        Numbers = new Dictionary<string, ReadOnlyMemory<float>>(StringComparer.Ordinal) { [AmaxKey] = _amax ?? [] },
    };

    /// <inheritdoc/>
    public void Add(CollectorState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (State().DifferenceTo(state) is { } difference)
            throw new CalibrationException($"Statistics of {difference} cannot be added; collect all of them with the same options.");

        var amax = state.NumbersOf(AmaxKey).ToArray();
        var shape = state.IntegersOf(ShapeKey).ToArray();
        if (!IsSound(state.Count, amax, shape))
            throw new CalibrationException("The numbers are not those of magnitudes; the file they come from is damaged.");
        if (amax.Length == 0)
            return;
        if (_amax is not null && !shape.AsSpan().SequenceEqual(_shape))
            throw new CalibrationException($"Magnitudes of the shapes {TensorShapes.Text(_shape)} and {TensorShapes.Text(shape)} cannot be added; collect tensors of one shape.");

        _amax = _amax is null ? amax : [.. _amax.Zip(amax, Math.Max)];
        _shape = shape;
        Count += state.Count;
    }

    private bool IsSound(long tensors, float[] amax, long[] shape)
    {
        if (amax.Length == 0)
            return tensors == 0 && shape.Length == 0;

        return tensors > 0 && tensors <= long.MaxValue - Count
            && (Axes is not null || shape.Length == 0)
            && Holds(shape, amax.Length)
            && amax.All(static value => float.IsFinite(value) && value >= 0);
    }

    private static bool Holds(long[] shape, long count)
    {
        var cells = 1L;
        foreach (var extent in shape)
        {
            if (extent < 1 || extent > count / cells)
                return false;

            cells *= extent;
        }

        return cells == count;
    }

    private static (float[] Values, long[] Shape) OfTensor(Tensor input)
    {
        using var values = DenseFloats.Of(input);
        return ([values.LargestMagnitude()], []);
    }

    private static (float[] Values, long[] Shape) OfAxes(Tensor input, IReadOnlyList<int> axes)
    {
        var rank = input.shape.Length;
        int[] kept = [.. axes.Select(axis => axis < 0 ? axis + rank : axis)];
        if (kept.Any(axis => axis < 0 || axis >= rank))
        {
            throw new CalibrationException(
                $"A tensor of shape {TensorShapes.Text(input.shape)} does not have the axes {string.Join(", ", axes)} that keep a range of their own; give the quantizer's descriptor axes of the tensor.");
        }

        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        if (kept is [0])
        {
            using var rows = DenseFloats.Of(input.contiguous());
            if (rows.Pieces == 1)
                return OfRows(rows, input.shape);
        }

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

    // Output channels of a weight, each a row of memory: one pass over it, and no copy.
    private static (float[] Values, long[] Shape) OfRows(DenseFloats values, long[] extents)
    {
        var rows = values[0];
        var length = rows.Length / (int)extents[0];
        var amax = new float[extents[0]];
        for (var i = 0; i < amax.Length; i++)
        {
            amax[i] = HistogramKernel.LargestMagnitude(rows.Slice(i * length, length));
            if (!float.IsFinite(amax[i]))
                values.LargestMagnitude();
        }

        return (amax, [extents[0], .. Enumerable.Repeat(1L, extents.Length - 1)]);
    }
}
