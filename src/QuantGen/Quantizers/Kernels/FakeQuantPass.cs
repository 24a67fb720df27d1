using System.Buffers;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace QuantGen.Quantizers.Kernels;

/// <summary>
/// Runs the kernel over a whole tensor of any dense layout. Knows nothing of gradients but the record it leaves for them.
/// </summary>
/// <remarks>
/// With an activation there is one range for all values. Where there are many, they are those of a weight, which seldom has a value outside
/// them: a record is begun at the first of its runs that has one.
/// </remarks>
/// <param name="input">A tensor that <see cref="TensorMemory.IsPlain"/>.</param>
/// <param name="ranges">The ranges.</param>
/// <param name="layout">Where the ranges apply.</param>
/// <param name="grid">The levels.</param>
/// <param name="activation">What is applied before the quantization.</param>
/// <param name="inPlace">Whether the result takes the place of the input.</param>
internal sealed unsafe class FakeQuantPass(
    Tensor input, float[] ranges, RangeLayout layout, IntegerGrid grid, ActivationKind activation = ActivationKind.None, bool inPlace = false)
    : IRecordedPass
{
    private bool _records;
    private Tensor? _words;
    private ulong* _bits;

    /// <inheritdoc/>
    public bool InPlace => inPlace;

    /// <summary>A pass over the tensor, or null where it needs composed operators.</summary>
    public static FakeQuantPass? TryCreate(Tensor input, Tensor amax, IntegerGrid grid) =>
        TensorMemory.IsPlain(input) && amax.dtype == ScalarType.Float32 && amax.device_type == DeviceType.CPU
        && RangeLayout.Of(input, amax) is { } layout
            ? new FakeQuantPass(input, Values(amax), layout, grid)
            : null;

    /// <summary>A pass with a range for each place along the first axis, or null where it needs composed operators.</summary>
    public static FakeQuantPass? TryCreate(Tensor input, float[] ranges, IntegerGrid grid) =>
        TensorMemory.IsPlain(input) ? new FakeQuantPass(input, ranges, RangeLayout.AlongFirstAxis(input), grid) : null;

    /// <summary>
    /// A pass that also applies an activation, in place where autograd allows it; or null where that needs operators of their own.
    /// </summary>
    public static FakeQuantPass? TryFuse(Tensor input, Tensor amax, IntegerGrid grid, ActivationKind activation) =>
        OneRange.Fits(input, amax)
            ? new FakeQuantPass(
                input, Values(amax), new RangeLayout(input.numel(), 1, input.numel()), grid, activation, TensorMemory.CanOverwrite(input))
            : null;

    /// <summary>Quantizes and dequantizes.</summary>
    /// <inheritdoc/>
    /// <exception cref="QuantizationException">A range is negative, or the grid unsigned and a value negative.</exception>
    public Tensor Run(bool record, out ClipRecord? clipped)
    {
        clipped = null;
        if (layout.Count == 0)
            return inPlace ? input : input.empty_like();

        FakeQuantErrors.ThrowIfNegative(ranges);
        using var scope = NewDisposeScope();
        var output = inPlace ? input : input.empty_like();
        (_records, _words) = (record, null);
        if (record && layout.Runs == 1)
            BeginRecord(0);

        var outcome = Run((float*)TensorMemory.Address(input), (float*)TensorMemory.Address(output));
        GC.KeepAlive(input);
        if (grid.Unsigned && outcome.HasFlag(KernelOutcome.Negative))
            throw FakeQuantErrors.NegativeInput();

        if (_words is not null && outcome.HasFlag(KernelOutcome.Clipped))
            clipped = new ClipRecord(_words.MoveToOuterDisposeScope(), layout, input.shape, input.stride());

        if (!inPlace)
            return output.MoveToOuterDisposeScope();

        // A recorded pass tells it by the function's context.
        if (!record)
            TensorMemory.Overwritten(input);

        return input;
    }

    private static float[] Values(Tensor amax)
    {
        using var contiguous = amax.is_contiguous() ? null : amax.contiguous();
        var source = contiguous ?? amax;
        var values = MemoryMarshal.Cast<byte, float>(source.bytes).ToArray();
        GC.KeepAlive(source);
        return values;
    }

    private KernelOutcome Run(float* source, float* target) => activation switch
    {
        ActivationKind.Relu => RunOne<UniformRange, ReluActivation>(0, source, target, new(grid, ranges[0])),
        ActivationKind.Relu6 => RunOne<UniformRange, Relu6Activation>(0, source, target, new(grid, ranges[0])),
        _ when layout.IsPattern => RunPattern(source, target),
        _ => RunChannels(source, target),
    };

    private KernelOutcome RunChannels(float* source, float* target)
    {
        var outcome = KernelOutcome.None;
        for (long run = 0; run < layout.Runs; run++)
            outcome |= RunOne<UniformRange, NoActivation>(run, source, target, new(grid, ranges[run % layout.Channels]));

        return outcome;
    }

    private KernelOutcome RunPattern(float* source, float* target)
    {
        var length = checked((int)layout.RunLength);
        var buffer = ArrayPool<float>.Shared.Rent(3 * length);
        try
        {
            var factors = buffer.AsSpan(0, length);
            var divisors = buffer.AsSpan(length, length);
            var bounds = buffer.AsSpan(2 * length, length);
            var inner = (int)layout.Inner;
            for (var i = 0; i < length; i += inner)
            {
                var value = ranges[i / inner % ranges.Length];
                var (factor, divisor) = grid.Scale(value);
                factors.Slice(i, inner).Fill(factor);
                divisors.Slice(i, inner).Fill(divisor);
                bounds.Slice(i, inner).Fill(value);
            }

            fixed (float* start = buffer)
            {
                var (outcome, range) = (KernelOutcome.None, new PatternRange(start, start + length, start + (2 * length)));
                for (long run = 0; run < layout.Runs; run++)
                    outcome |= RunOne<PatternRange, NoActivation>(run, source, target, range);

                return outcome;
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(buffer);
        }
    }

    private KernelOutcome RunOne<TRange, TActivation>(long run, float* source, float* target, TRange range)
        where TRange : struct, IRange
        where TActivation : struct, IActivation
    {
        var start = run * layout.RunLength;
        var count = Math.Min(layout.RunLength, layout.Count - start);
        var outcome = FakeQuantKernel.Run<TRange, TActivation>(source + start, target + start, Row(run), count, grid, range);
        if (!_records || _words is not null || !outcome.HasFlag(KernelOutcome.Clipped))
            return outcome;

        BeginRecord(run);
        return FakeQuantKernel.Run<TRange, TActivation>(source + start, target + start, Row(run), count, grid, range);
    }

    /// <summary>Makes room for bits, of which those of the runs before this one are clear.</summary>
    private void BeginRecord(long run)
    {
        _words = empty(layout.Runs * layout.WordsPerRun, ScalarType.Int64);
        _bits = (ulong*)TensorMemory.Address(_words);
        NativeMemory.Clear(_bits, (nuint)(run * layout.WordsPerRun * sizeof(ulong)));
    }

    private ulong* Row(long run) => _words is null ? null : _bits + (run * layout.WordsPerRun);
}
