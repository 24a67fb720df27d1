namespace QuantGen.LowBit;

/// <summary>What a basis stands for: the sorted levels of each group and the thresholds between them.</summary>
/// <remarks>
/// Between the levels l and l' above it lies the threshold s l + (1 - s) l' with the mix s; in the full range, below the middle, the mix
/// is the other way round, so that thresholds stay symmetric, and the middle one lies half way. A mix of 1/2 is the nearest level.
/// </remarks>
internal sealed class LqTable
{
    private readonly float[] _levels;
    private readonly float[] _thresholds;
    private readonly byte[] _order;

    private LqTable(LqCodes codes, int groups)
    {
        (Codes, Groups) = (codes, groups);
        _levels = new float[groups * codes.Levels];
        _order = new byte[groups * codes.Levels];
        _thresholds = new float[groups * (codes.Levels - 1)];
    }

    /// <summary>The codes that the levels come from.</summary>
    public LqCodes Codes { get; }

    /// <summary>The number of groups.</summary>
    public int Groups { get; }

    /// <summary>Levels and thresholds of a basis.</summary>
    /// <param name="codes">The codes.</param>
    /// <param name="basis">The basis: a row for each of its values, a column for each group.</param>
    /// <param name="mix">How much the lower level weighs in a threshold, 0 to 1.</param>
    public static LqTable Of(LqCodes codes, ReadOnlySpan<float> basis, double mix)
    {
        var table = new LqTable(codes, basis.Length / codes.Vectors);
        for (var group = 0; group < table.Groups; group++)
        {
            table.Fill(group, basis);
            table.Sort(group);
            table.Divide(group, mix);
        }

        return table;
    }

    /// <summary>The levels of a group, the lowest first.</summary>
    public ReadOnlySpan<float> Levels(int group) => _levels.AsSpan(group * Codes.Levels, Codes.Levels);

    /// <summary>The thresholds of a group: a value above one has at least the next level.</summary>
    public ReadOnlySpan<float> Thresholds(int group) => _thresholds.AsSpan(group * (Codes.Levels - 1), Codes.Levels - 1);

    /// <summary>The codes of the level at a place of <see cref="Levels"/>.</summary>
    public ReadOnlySpan<float> CodesOf(int group, int place) => Codes[_order[(group * Codes.Levels) + place]];

    /// <summary>How much the lower level weighs in the threshold below the level at a place.</summary>
    /// <param name="codes">The codes.</param>
    /// <param name="place">The place, from 1 on.</param>
    /// <param name="mix">The mix.</param>
    public static double LowerWeight(LqCodes codes, int place, double mix)
    {
        if (codes.HalfRange || 2 * place > codes.Levels)
            return mix;

        return 2 * place == codes.Levels ? 0.5 : 1 - mix;
    }

    private void Fill(int group, ReadOnlySpan<float> basis)
    {
        for (var k = 0; k < Codes.Levels; k++)
        {
            var codes = Codes[k];
            var level = 0f;
            for (var j = 0; j < codes.Length; j++)
                level += codes[j] * basis[(j * Groups) + group];

            _levels[(group * Codes.Levels) + k] = level;
            _order[(group * Codes.Levels) + k] = (byte)k;
        }
    }

    // By insertion: as a rule each basis value is larger than the sum of those before it, and the levels are in order already.
    private void Sort(int group)
    {
        var levels = _levels.AsSpan(group * Codes.Levels, Codes.Levels);
        var order = _order.AsSpan(group * Codes.Levels, Codes.Levels);
        for (var i = 1; i < levels.Length; i++)
        {
            var (level, code, place) = (levels[i], order[i], i);
            for (; place > 0 && levels[place - 1] > level; place--)
                (levels[place], order[place]) = (levels[place - 1], order[place - 1]);

            (levels[place], order[place]) = (level, code);
        }
    }

    private void Divide(int group, double mix)
    {
        var levels = Levels(group);
        var thresholds = _thresholds.AsSpan(group * (Codes.Levels - 1), Codes.Levels - 1);
        for (var i = 1; i < levels.Length; i++)
        {
            var weight = LowerWeight(Codes, i, mix);
            thresholds[i - 1] = (levels[i - 1] * (float)weight) + (levels[i] * (float)(1 - weight));
        }
    }
}
