using System.Numerics;
using System.Runtime.InteropServices;
using QuantGen.Checkpoints;
using QuantGen.Graph;
using QuantGen.PowerOfTwo;
using QuantGen.Quantizers;
using static TorchSharp.torch;

namespace QuantGen.Onnx.Lowering;

/// <summary>
/// The levels of a constant, computed when they are written: with amax as the quantizer computes them, q = clamp(round(x (highest / amax))), else q = clamp(round(x / scale)).
/// </summary>
internal sealed class LevelWriter
{
    private const int PieceLength = 1 << 14;
    private readonly Tensor _values;
    private readonly Quantization _quantization;
    private readonly long _inner;

    /// <summary>Prepares to write.</summary>
    /// <param name="values">The constant, float32 on the processor.</param>
    /// <param name="quantization">Its levels; one scale, or one for each index of an axis.</param>
    public LevelWriter(Tensor values, Quantization quantization)
    {
        _values = values;
        _quantization = quantization;
        _inner = quantization.Axis is { } axis ? values.shape.Skip(axis + 1).Aggregate(1L, static (product, extent) => product * extent) : Math.Max(1, values.numel());
    }

    /// <summary>Whether a constant has NaN or an infinity.</summary>
    public static bool IsFinite(Tensor values)
    {
        var sum = Vector<float>.Zero;
        var rest = 0f;
        using var scope = NewDisposeScope();
        TensorBytes.ForEach(values.detach().cpu().contiguous(), bytes =>
        {
            // Zero times NaN or infinity is NaN, and stays it.
            var numbers = MemoryMarshal.Cast<byte, float>(bytes);
            var vectors = MemoryMarshal.Cast<float, Vector<float>>(numbers);
            foreach (var vector in vectors)
                sum += vector * Vector<float>.Zero;
            foreach (var number in numbers[(vectors.Length * Vector<float>.Count)..])
                rest += number * 0;
        });
        return Vector.Sum(sum) + rest == 0;
    }

    /// <summary>Writes levels as integers of a type, moved by a zero point.</summary>
    public void WriteLevels<T>(Stream stream, int zeroPoint)
        where T : unmanaged, IBinaryInteger<T> =>
        Write<T>(stream, (float level, float _) => T.CreateTruncating((int)level + zeroPoint));

    /// <summary>Writes the levels of a bias as integers of 32 bits: found in float64, because float32 does not have them all.</summary>
    public void WriteBias(Stream stream) => ForEach<int>(stream, (numbers, made, channel) =>
    {
        for (var i = 0; i < numbers.Length; i++)
            made[i] = BiasLevel(numbers[i], _quantization.Scales[channel]);
    });

    /// <summary>Writes what the levels stand for.</summary>
    public void WriteValues(Stream stream)
    {
        if (_quantization.Bits == IntegerBiases.Bits)
            ForEach<float>(stream, (numbers, made, channel) => BiasValues(numbers, made, _quantization.Scales[channel]));
        else
            Write<float>(stream, static (level, divisor) => level / divisor);
    }

    /// <summary>Writes the values themselves, clipped to what the levels cover.</summary>
    public void WriteClipped(Stream stream)
    {
        var (lowest, highest) = (_quantization.LowestLevel, _quantization.HighestLevel);
        ForEach<float>(stream, (numbers, made, channel) =>
        {
            var scale = _quantization.Scales[channel];
            for (var i = 0; i < numbers.Length; i++)
                made[i] = Math.Clamp(numbers[i], lowest * scale, highest * scale);
        });
    }

    /// <summary>A rounded number. Ties to even in float32, as torch.round.</summary>
    public static float Round(float value, FixedPointRounding rounding) => rounding switch
    {
        FixedPointRounding.HalfToEven => MathF.Round(value),
        FixedPointRounding.HalfUp => MathF.Floor(value) is var floor && value - floor >= 0.5f ? floor + 1 : floor,
        FixedPointRounding.HalfAwayFromZero => MathF.Round(value, MidpointRounding.AwayFromZero),
        FixedPointRounding.TowardZero => MathF.Truncate(value),
        _ => value,
    };

    private static int BiasLevel(float value, double scale) => (int)Math.Clamp(Math.Round(value / scale), int.MinValue, int.MaxValue);

    // As DequantizeLinear: the level as float32, times the scale.
    private static void BiasValues(ReadOnlySpan<float> numbers, Span<float> made, float scale)
    {
        for (var i = 0; i < numbers.Length; i++)
            made[i] = BiasLevel(numbers[i], scale) * scale;
    }

    private void Write<T>(Stream stream, Func<float, float, T> make)
        where T : unmanaged
    {
        var (lowest, highest, rounding) = ((float)_quantization.LowestLevel, (float)_quantization.HighestLevel, _quantization.Rounding);
        ForEach<T>(stream, (numbers, made, channel) =>
        {
            var (factor, divisor, isFactor) = Scale(channel);
            for (var i = 0; i < numbers.Length; i++)
            {
                var scaled = isFactor ? numbers[i] * factor : numbers[i] / factor;
                made[i] = make(Math.Clamp(Round(scaled, rounding), lowest, highest), divisor);
            }
        });
    }

    // What takes a value to a level, what takes a level back, and whether the first multiplies.
    private (float Factor, float Divisor, bool IsFactor) Scale(int channel)
    {
        if (_quantization.Amax is { } amax)
        {
            var (factor, divisor) = new IntegerGrid(_quantization.LowestLevel, _quantization.HighestLevel, _quantization.IsUnsigned).Scale(amax[channel]);
            return (factor, divisor, true);
        }

        return (_quantization.Scales[channel], 1 / _quantization.Scales[channel], false);
    }

    // Goes over the elements in pieces that have one scale each.
    private void ForEach<T>(Stream stream, Action<ReadOnlySpan<float>, Span<T>, int> action)
        where T : unmanaged
    {
        using var scope = NewDisposeScope();
        var made = new T[PieceLength];
        var (place, count) = (0L, _quantization.Scales.Count);
        TensorBytes.ForEach(_values.detach().cpu().contiguous(), bytes =>
        {
            var numbers = MemoryMarshal.Cast<byte, float>(bytes);
            for (var start = 0; start < numbers.Length;)
            {
                var length = (int)Math.Min(Math.Min(PieceLength, numbers.Length - start), _inner - (place % _inner));
                action(numbers.Slice(start, length), made.AsSpan(0, length), (int)(place / _inner % count));
                stream.Write(MemoryMarshal.AsBytes(made.AsSpan(0, length)));
                start += length;
                place += length;
            }
        });
    }
}
