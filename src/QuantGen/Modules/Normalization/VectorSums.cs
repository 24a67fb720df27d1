using System.Numerics;
using System.Runtime.CompilerServices;

namespace QuantGen.Modules;

/// <summary>Sums over float32 values that lie side by side: few enough in a float32 lane that their error stays near one rounding.</summary>
internal static unsafe class VectorSums
{
    /// <summary>How many values a call should get at most: 32 to a lane of 256 bits.</summary>
    public const int Piece = 1024;

    /// <summary>The sum of the values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Sum(float* values, int count)
    {
        Vector<float> a = default, b = default, c = default, d = default;
        var (i, lanes) = (0, Vector<float>.Count);
        for (; i <= count - (4 * lanes); i += 4 * lanes)
        {
            a += Vector.Load(values + i);
            b += Vector.Load(values + i + lanes);
            c += Vector.Load(values + i + (2 * lanes));
            d += Vector.Load(values + i + (3 * lanes));
        }

        var sum = Sum(a + b) + Sum(c + d);
        for (; i < count; i++)
            sum += values[i];

        return sum;
    }

    /// <summary>The sums of the values less a center, and of their squares.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (double Sum, double Squares) Moments(float* values, int count, float center)
    {
        Vector<float> a = default, b = default, aa = default, bb = default;
        var middle = new Vector<float>(center);
        var (i, lanes) = (0, Vector<float>.Count);
        for (; i <= count - (2 * lanes); i += 2 * lanes)
        {
            var x = Vector.Load(values + i) - middle;
            var y = Vector.Load(values + i + lanes) - middle;
            a += x;
            b += y;
            aa += x * x;
            bb += y * y;
        }

        var (sum, squares) = (Sum(a) + Sum(b), Sum(aa) + Sum(bb));
        for (; i < count; i++)
        {
            var x = values[i] - center;
            sum += x;
            squares += x * (double)x;
        }

        return (sum, squares);
    }

    /// <summary>The sum of the gradients, and that of the gradients times the values less a center.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (double Sum, double Products) Products(float* gradients, float* values, int count, float center)
    {
        Vector<float> a = default, b = default, aa = default, bb = default;
        var middle = new Vector<float>(center);
        var (i, lanes) = (0, Vector<float>.Count);
        for (; i <= count - (2 * lanes); i += 2 * lanes)
        {
            var (x, y) = (Vector.Load(gradients + i), Vector.Load(gradients + i + lanes));
            a += x;
            b += y;
            aa += x * (Vector.Load(values + i) - middle);
            bb += y * (Vector.Load(values + i + lanes) - middle);
        }

        var (sum, products) = (Sum(a) + Sum(b), Sum(aa) + Sum(bb));
        for (; i < count; i++)
        {
            sum += gradients[i];
            products += gradients[i] * (double)(values[i] - center);
        }

        return (sum, products);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Sum(Vector<float> values)
    {
        Vector.Widen(values, out var low, out var high);
        return Vector.Sum(low + high);
    }
}
