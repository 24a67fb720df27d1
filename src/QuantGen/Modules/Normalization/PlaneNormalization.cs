using System.Numerics;
using System.Runtime.CompilerServices;

namespace QuantGen.Modules;

/// <summary>Batch normalization of channels of which many values lie side by side: channel by channel, so that one stays in the cache.</summary>
internal static unsafe class PlaneNormalization
{
    /// <summary>Normalizes with the statistics of the batch: y = (x - mean) / sqrt(var + eps) * weight + bias.</summary>
    public static void Forward(float* x, float* y, ChannelLayout layout, Affine affine, double eps, ChannelStatistics statistics)
    {
        for (var channel = 0; channel < layout.Channels; channel++)
        {
            var (mean, squares) = Moments(x, layout, channel);
            statistics.Set(channel, mean, squares, layout.PerChannel, eps);
            var scale = statistics.InverseDeviations[channel] * affine.Scale(channel);
            var shift = affine.Shift(channel) - (statistics.Means[channel] * scale);
            for (long sample = 0; sample < layout.Batch; sample++)
            {
                var start = layout.Start(sample, channel);
                Normalize(x + start, y + start, layout.Inner, scale, shift);
            }
        }
    }

    /// <summary>The gradient by the input, into <paramref name="dx"/>, and those by weight and bias.</summary>
    public static void Backward(
        float* dy, float* x, float* dx, float* dWeight, float* dBias, ChannelLayout layout, Affine affine, ChannelStatistics statistics)
    {
        for (var channel = 0; channel < layout.Channels; channel++)
        {
            var (mean, inverse) = (statistics.Means[channel], statistics.InverseDeviations[channel]);
            var (sum, products) = (0.0, 0.0);
            for (long sample = 0; sample < layout.Batch; sample++)
            {
                for (long i = 0; i < layout.Inner; i += VectorSums.Piece)
                {
                    var (start, count) = (layout.Start(sample, channel) + i, (int)Math.Min(VectorSums.Piece, layout.Inner - i));
                    var part = VectorSums.Products(dy + start, x + start, count, mean);
                    (sum, products) = (sum + part.Sum, products + part.Products);
                }
            }

            dBias[channel] = (float)sum;
            dWeight[channel] = (float)(products * inverse);
            var slope = (float)(products * inverse * inverse / layout.PerChannel);
            var average = (float)(sum / layout.PerChannel);
            for (long sample = 0; sample < layout.Batch; sample++)
            {
                var start = layout.Start(sample, channel);
                Gradient(dy + start, x + start, dx + start, layout.Inner, mean, slope, average, inverse * affine.Scale(channel));
            }
        }
    }

    // Pieces are merged by the formula of Chan, Golub and LeVeque (1979), each about a center of its own, so that nothing cancels.
    private static (double Mean, double Squares) Moments(float* x, ChannelLayout layout, int channel)
    {
        var (count, mean, squares) = (0.0, 0.0, 0.0);
        for (long sample = 0; sample < layout.Batch; sample++)
        {
            for (long i = 0; i < layout.Inner; i += VectorSums.Piece)
            {
                var values = x + layout.Start(sample, channel) + i;
                var length = (int)Math.Min(VectorSums.Piece, layout.Inner - i);
                var center = (float)(VectorSums.Sum(values, length) / length);
                var part = VectorSums.Moments(values, length, center);
                var distance = center + (part.Sum / length) - mean;
                var total = count + length;
                mean += distance * length / total;
                squares += part.Squares - (part.Sum * part.Sum / length) + (distance * distance * count * length / total);
                count = total;
            }
        }

        return (mean, squares);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Normalize(float* x, float* y, long count, float scale, float shift)
    {
        var (scales, shifts) = (new Vector<float>(scale), new Vector<float>(shift));
        long i = 0;
        for (; i <= count - Vector<float>.Count; i += Vector<float>.Count)
            ((Vector.Load(x + i) * scales) + shifts).Store(y + i);

        for (; i < count; i++)
            y[i] = (x[i] * scale) + shift;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Gradient(float* dy, float* x, float* dx, long count, float mean, float slope, float average, float scale)
    {
        var (means, slopes) = (new Vector<float>(mean), new Vector<float>(slope));
        var (averages, scales) = (new Vector<float>(average), new Vector<float>(scale));
        long i = 0;
        for (; i <= count - Vector<float>.Count; i += Vector<float>.Count)
        {
            var own = (Vector.Load(x + i) - means) * slopes;
            ((Vector.Load(dy + i) - averages - own) * scales).Store(dx + i);
        }

        for (; i < count; i++)
            dx[i] = (dy[i] - average - ((x[i] - mean) * slope)) * scale;
    }
}
