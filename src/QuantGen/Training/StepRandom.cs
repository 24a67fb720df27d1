using System.Runtime.InteropServices;

namespace QuantGen.Training;

/// <summary>
/// Random numbers that depend on a seed and the number of a step alone (SplitMix64, Steele et al. 2014): the same on every machine and in every
/// version of .NET, and nothing to keep when a training is interrupted.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct StepRandom(long seed, long step)
{
    private const ulong Increment = 0x9E3779B97F4A7C15;

    private ulong _state = Mix(Mix((ulong)seed + Increment) + (ulong)step);

    /// <summary>A number from 0 to below 1.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1L << 53));

    /// <summary>The numbers from 0 to below a count in random order (Fisher-Yates).</summary>
    public long[] Permutation(int count)
    {
        var items = new long[count];
        for (var i = 0; i < count; i++)
            items[i] = i;

        for (var i = count - 1; i > 0; i--)
        {
            var j = (int)(((NextBits() >> 32) * (ulong)(i + 1)) >> 32);
            (items[i], items[j]) = (items[j], items[i]);
        }

        return items;
    }

    /// <summary>A number distributed as Beta(α, α), made of two of gamma distributions.</summary>
    public double NextBeta(double alpha)
    {
        var first = NextGamma(alpha);
        var second = NextGamma(alpha);

        // Of two numbers too small to tell apart either is as likely to be the larger.
        return first + second > 0 ? first / (first + second) : Math.Round(NextDouble());
    }

    /// <summary>G. Marsaglia and W. W. Tsang, A simple method for generating gamma variables, 2000.</summary>
    private double NextGamma(double shape)
    {
        if (shape < 1)
            return NextGamma(shape + 1) * Math.Pow(NextDouble(), 1 / shape);

        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var normal = NextNormal();
            var v = Math.Pow(1 + (c * normal), 3);
            if (v > 0 && Math.Log(1 - NextDouble()) < (0.5 * normal * normal) + d - (d * v) + (d * Math.Log(v)))
                return d * v;
        }
    }

    // Box and Muller.
    private double NextNormal() => Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());

    private ulong NextBits()
    {
        _state += Increment;
        return Mix(_state);
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
