namespace SampleKit.Data;

/// <summary>
/// A small random generator (SplitMix64, Steele et al. 2014) with the same sequence on every machine and in every version of .NET, and
/// cheap enough to have one for each picture: what is drawn then depends on the picture's number alone, not on the order of threads.
/// </summary>
internal struct SeededRandom
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong _state;

    /// <summary>Starts the sequence that belongs to a seed, a purpose and an index.</summary>
    public SeededRandom(long seed, int stream, int index)
    {
        _state = Mix(Mix(Mix((ulong)seed + Step) + (ulong)stream) + (ulong)index);
    }

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        _state += Step;
        return Mix(_state);
    }

    /// <summary>A whole number from 0 to below the bound.</summary>
    public int Next(int bound) => (int)(((NextBits() >> 32) * (ulong)bound) >> 32);

    /// <summary>A number from 0 to below 1.</summary>
    public float NextSingle() => (NextBits() >> 40) * (1f / (1 << 24));

    /// <summary>A number from the lower to below the upper bound.</summary>
    public float Between(float low, float high) => low + ((high - low) * NextSingle());

    /// <summary>True with the given probability.</summary>
    public bool Chance(float probability) => NextSingle() < probability;

    /// <summary>A value close to normally distributed, of mean 0 and deviation 1, at most 4.9: the sum of eight uniform bytes.</summary>
    public float NextNormal()
    {
        const float Mean = 8 * 127.5f;
        const float Deviation = 209.02f;

        // Bytes are added in pairs; the product then adds the four pairs into its highest 16 bits.
        const ulong EvenBytes = 0x00FF00FF00FF00FF;
        var bits = NextBits();
        var pairs = (bits & EvenBytes) + ((bits >> 8) & EvenBytes);
        var sum = (int)((pairs * 0x0001000100010001) >> 48);

        return (sum - Mean) / Deviation;
    }

    /// <summary>Puts the items in random order (Fisher-Yates).</summary>
    public void Shuffle(Span<int> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
