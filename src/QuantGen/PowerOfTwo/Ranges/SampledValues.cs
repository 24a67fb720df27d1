using System.Buffers;
using QuantGen.Calibration;
using QuantGen.Quantizers.Kernels;
using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>
/// The values of a tensor that are looked at for its range, as spans: the tensor's own memory where all are, and a dense copy of every second
/// row and column otherwise.
/// </summary>
internal sealed class SampledValues : IDisposable
{
    private const int CachedLength = 2048;

    private readonly DenseFloats? _all;
    private readonly Tensor? _part;
    private readonly float[]? _copy;
    private readonly int _length;
    private readonly float _low;
    private readonly float _high;

    private SampledValues(Tensor values, bool thin, ulong key)
    {
        if (!thin || !Subsample.Applies(values))
        {
            _all = DenseFloats.Of(values);
            IsFinite = TryMinMax(out _low, out _high);
            return;
        }

        var (row, column) = Subsample.Start(key);
        var length = values.size(0) * values.size(1) * Subsample.Length(values.size(2), row) * Subsample.Length(values.size(3), column);
        if (length <= Array.MaxLength && values.is_contiguous() && TensorMemory.IsPlain(values))
        {
            _length = (int)length;
            _copy = ArrayPool<float>.Shared.Rent(_length);
            IsFinite = TryCopy(values, row, column, out _low, out _high);
            return;
        }

        _part = Subsample.Of(values, row, column);
        _all = DenseFloats.Of(_part);
        IsFinite = TryMinMax(out _low, out _high);
    }

    /// <summary>Whether there is neither NaN nor infinity among the values. Otherwise they have no range.</summary>
    public bool IsFinite { get; }

    /// <summary>The lowest and the highest value.</summary>
    public (float Low, float High) Extremes => (_low, _high);

    /// <summary>How many values there are.</summary>
    public long Length => _all?.Length ?? _length;

    /// <summary>How many spans hold the values.</summary>
    public int Pieces => _all?.Pieces ?? 1;

    /// <summary>Opens a tensor, which must stay alive and unchanged until this is disposed.</summary>
    /// <param name="values">A tensor of floating-point numbers.</param>
    /// <param name="thin">Whether only every second row and column of images counts.</param>
    /// <param name="key">See <see cref="Subsample.Start"/>.</param>
    public static SampledValues Of(Tensor values, bool thin, ulong key) => new(values, thin, key);

    /// <summary>The values of one piece.</summary>
    public ReadOnlySpan<float> this[int piece] => _copy is null ? _all![piece] : _copy.AsSpan(0, _length);

    /// <inheritdoc/>
    public void Dispose()
    {
        _all?.Dispose();
        _part?.Dispose();
        if (_copy is not null)
            ArrayPool<float>.Shared.Return(_copy);
    }

    private unsafe bool TryCopy(Tensor values, int row, int column, out float low, out float high)
    {
        var source = (float*)TensorMemory.Address(values);
        var (planes, rows, columns) = (values.size(0) * values.size(1), values.size(2), (int)values.size(3));
        var kept = Subsample.Length(rows, row);
        var area = (int)(kept * Subsample.Length(columns, column));
        var finite = true;
        (low, high) = (float.PositiveInfinity, float.NegativeInfinity);
        fixed (float* target = _copy)
        {
            var seen = 0;
            for (var end = area; planes > 0; planes--, source += rows * columns, end += area)
            {
                RangeKernel.EverySecond(source + (row * columns), columns, column, kept, target + end - area);

                // As long as the copies are in the first-level cache.
                if (end - seen < CachedLength && planes > 1)
                    continue;

                finite &= RangeKernel.TryMinMax(_copy.AsSpan(seen..end), out var lowest, out var highest);
                (low, high, seen) = (Math.Min(low, lowest), Math.Max(high, highest), end);
            }
        }

        GC.KeepAlive(values);
        return finite;
    }

    private bool TryMinMax(out float low, out float high)
    {
        var finite = true;
        (low, high) = (float.PositiveInfinity, float.NegativeInfinity);
        for (var piece = 0; piece < Pieces; piece++)
        {
            finite &= RangeKernel.TryMinMax(this[piece], out var lowest, out var highest);
            (low, high) = (Math.Min(low, lowest), Math.Max(high, highest));
        }

        return finite;
    }
}
