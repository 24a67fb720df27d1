using System.Numerics;
using System.Runtime.CompilerServices;

namespace QuantGen.Modules;

/// <summary>
/// Batch normalization of channels of which few values lie side by side: blocks of channels at once, whose values of one sample make a row.
/// </summary>
internal static unsafe class RowNormalization
{
    /// <summary>The longest row: channels of fewer values side by side share one.</summary>
    public const int Width = 512;

    // As many rows are added up in float32 before the sum goes on in double.
    private const int RowsOfFloats = 16;

    /// <inheritdoc cref="PlaneNormalization.Forward"/>
    public static void Forward(float* x, float* y, ChannelLayout layout, Affine affine, double eps, ChannelStatistics statistics)
    {
        var patterns = stackalloc float[4 * Width];
        var sums = stackalloc double[2 * Width];
        var (inner, channels) = ((int)layout.Inner, Width / (int)layout.Inner);
        for (var first = 0; first < layout.Channels; first += channels)
        {
            var block = Math.Min(channels, layout.Channels - first);
            var (start, width) = (layout.Start(0, first), block * inner);
            var means = patterns;
            var scales = patterns + Width;
            var shifts = patterns + (2 * Width);
            Totals(x + start, layout, width, sums, patterns + Width);
            for (var c = 0; c < block; c++)
                Fill(means, c, inner, (float)(Channel(sums, c, inner) / layout.PerChannel));

            Moments(x + start, means, layout, width, sums, patterns + Width);
            for (var c = 0; c < block; c++)
            {
                var (channel, offset) = (first + c, Channel(sums, c, inner));
                var mean = means[c * inner] + (offset / layout.PerChannel);
                statistics.Set(channel, mean, Channel(sums + Width, c, inner) - (offset * offset / layout.PerChannel), layout.PerChannel, eps);
                var scale = statistics.InverseDeviations[channel] * affine.Scale(channel);
                Fill(scales, c, inner, scale);
                Fill(shifts, c, inner, affine.Shift(channel) - (statistics.Means[channel] * scale));
            }

            for (long sample = 0; sample < layout.Batch; sample++)
            {
                var row = start + layout.Start(sample, 0);
                Normalize(x + row, y + row, width, scales, shifts);
            }
        }
    }

    /// <inheritdoc cref="PlaneNormalization.Backward"/>
    public static void Backward(
        float* dy, float* x, float* dx, float* dWeight, float* dBias, ChannelLayout layout, Affine affine, ChannelStatistics statistics)
    {
        var patterns = stackalloc float[4 * Width];
        var sums = stackalloc double[2 * Width];
        var (inner, channels) = ((int)layout.Inner, Width / (int)layout.Inner);
        for (var first = 0; first < layout.Channels; first += channels)
        {
            var block = Math.Min(channels, layout.Channels - first);
            var (start, width) = (layout.Start(0, first), block * inner);
            var means = patterns;
            var slopes = patterns + Width;
            var averages = patterns + (2 * Width);
            var scales = patterns + (3 * Width);
            for (var c = 0; c < block; c++)
                Fill(means, c, inner, statistics.Means[first + c]);

            Products(dy + start, x + start, means, layout, width, sums, patterns + Width);
            for (var c = 0; c < block; c++)
            {
                var (channel, sum, products) = (first + c, Channel(sums, c, inner), Channel(sums + Width, c, inner));
                var inverse = statistics.InverseDeviations[channel];
                dBias[channel] = (float)sum;
                dWeight[channel] = (float)(products * inverse);
                Fill(slopes, c, inner, (float)(products * inverse * inverse / layout.PerChannel));
                Fill(averages, c, inner, (float)(sum / layout.PerChannel));
                Fill(scales, c, inner, inverse * affine.Scale(channel));
            }

            for (long sample = 0; sample < layout.Batch; sample++)
            {
                var row = start + layout.Start(sample, 0);
                Gradient(dy + row, x + row, dx + row, width, means, slopes, averages, scales);
            }
        }
    }

    // Sums over samples of the values of a row, into double.
    private static void Totals(float* x, ChannelLayout layout, int width, double* sums, float* buffer)
    {
        new Span<double>(sums, width).Clear();
        for (long sample = 0; sample < layout.Batch; sample += RowsOfFloats)
        {
            new Span<float>(buffer, width).Clear();
            for (var row = sample; row < Math.Min(layout.Batch, sample + RowsOfFloats); row++)
                Add(x + layout.Start(row, 0), width, buffer);

            Flush(buffer, width, sums);
        }
    }

    private static void Moments(float* x, float* means, ChannelLayout layout, int width, double* sums, float* buffer)
    {
        new Span<double>(sums, 2 * Width).Clear();
        for (long sample = 0; sample < layout.Batch; sample += RowsOfFloats)
        {
            new Span<float>(buffer, 2 * Width).Clear();
            for (var row = sample; row < Math.Min(layout.Batch, sample + RowsOfFloats); row++)
                AddMoments(x + layout.Start(row, 0), means, width, buffer, buffer + Width);

            Flush(buffer, width, sums);
            Flush(buffer + Width, width, sums + Width);
        }
    }

    private static void Products(float* dy, float* x, float* means, ChannelLayout layout, int width, double* sums, float* buffer)
    {
        new Span<double>(sums, 2 * Width).Clear();
        for (long sample = 0; sample < layout.Batch; sample += RowsOfFloats)
        {
            new Span<float>(buffer, 2 * Width).Clear();
            for (var row = sample; row < Math.Min(layout.Batch, sample + RowsOfFloats); row++)
                AddProducts(dy + layout.Start(row, 0), x + layout.Start(row, 0), means, width, buffer, buffer + Width);

            Flush(buffer, width, sums);
            Flush(buffer + Width, width, sums + Width);
        }
    }

    private static double Channel(double* sums, int channel, int inner)
    {
        var total = 0.0;
        for (var i = channel * inner; i < (channel + 1) * inner; i++)
            total += sums[i];

        return total;
    }

    private static void Fill(float* pattern, int channel, int inner, float value) => new Span<float>(pattern + (channel * inner), inner).Fill(value);

    private static void Flush(float* buffer, int width, double* sums)
    {
        for (var i = 0; i < width; i++)
            sums[i] += buffer[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(float* row, int width, float* sums)
    {
        var i = 0;
        for (; i <= width - Vector<float>.Count; i += Vector<float>.Count)
            (Vector.Load(sums + i) + Vector.Load(row + i)).Store(sums + i);

        for (; i < width; i++)
            sums[i] += row[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddMoments(float* row, float* means, int width, float* sums, float* squares)
    {
        var i = 0;
        for (; i <= width - Vector<float>.Count; i += Vector<float>.Count)
        {
            var distance = Vector.Load(row + i) - Vector.Load(means + i);
            (Vector.Load(sums + i) + distance).Store(sums + i);
            (Vector.Load(squares + i) + (distance * distance)).Store(squares + i);
        }

        for (; i < width; i++)
        {
            var distance = row[i] - means[i];
            sums[i] += distance;
            squares[i] += distance * distance;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddProducts(float* dy, float* x, float* means, int width, float* sums, float* products)
    {
        var i = 0;
        for (; i <= width - Vector<float>.Count; i += Vector<float>.Count)
        {
            var gradient = Vector.Load(dy + i);
            (Vector.Load(sums + i) + gradient).Store(sums + i);
            (Vector.Load(products + i) + (gradient * (Vector.Load(x + i) - Vector.Load(means + i)))).Store(products + i);
        }

        for (; i < width; i++)
        {
            sums[i] += dy[i];
            products[i] += dy[i] * (x[i] - means[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Normalize(float* x, float* y, int width, float* scales, float* shifts)
    {
        var i = 0;
        for (; i <= width - Vector<float>.Count; i += Vector<float>.Count)
            ((Vector.Load(x + i) * Vector.Load(scales + i)) + Vector.Load(shifts + i)).Store(y + i);

        for (; i < width; i++)
            y[i] = (x[i] * scales[i]) + shifts[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Gradient(float* dy, float* x, float* dx, int width, float* means, float* slopes, float* averages, float* scales)
    {
        var i = 0;
        for (; i <= width - Vector<float>.Count; i += Vector<float>.Count)
        {
            var own = (Vector.Load(x + i) - Vector.Load(means + i)) * Vector.Load(slopes + i);
            ((Vector.Load(dy + i) - Vector.Load(averages + i) - own) * Vector.Load(scales + i)).Store(dx + i);
        }

        for (; i < width; i++)
            dx[i] = (dy[i] - averages[i] - ((x[i] - means[i]) * slopes[i])) * scales[i];
    }
}
