namespace QuantGen.ModelReading.Layers;

/// <summary>The members of <c>LowBitAlgorithm</c>, and which side of a layer and how many levels each of them is for.</summary>
internal static class LowBitAlgorithms
{
    /// <summary>The member for a side that stays in float.</summary>
    public const string None = nameof(None);

    private const int MostLevels = 1 << 16;
    private const int MostCodes = 256;

    private static readonly LevelRange s_any = new(2, MostLevels);
    private static readonly LevelRange s_two = new(2, 2);
    private static readonly LevelRange s_three = new(3, 3);
    private static readonly LevelRange s_upToFour = new(2, 4);
    private static readonly LevelRange s_codes = new(2, MostCodes, AreCodes: true);
    private static readonly LevelRange s_table = new(2, MostCodes);

    /// <summary>The numbers of levels of a weight; null for an algorithm that is for activations alone.</summary>
    public static LevelRange? LevelsOfWeights(string algorithm) => algorithm switch
    {
        "Xnor" or "XnorPlusPlus" => s_two,
        "Fatnn" or "TrainedTernary" => s_three,
        "LqNets" => s_codes,
        _ => s_any,
    };

    /// <summary>The numbers of levels of an activation; null for an algorithm that is for weights alone.</summary>
    public static LevelRange? LevelsOfActivations(string algorithm) => algorithm switch
    {
        "TrainedTernary" => null,
        "Xnor" or "XnorPlusPlus" => s_two,
        "Fatnn" => s_upToFour,
        "LqNets" => s_table,
        _ => s_any,
    };

    /// <summary>Whether a name is that of a member.</summary>
    public static bool Has(string name) => name
        is None or "DoReFa" or "Pact" or "Lsq" or "LsqStep" or "LsqPlus" or "LqNets" or "Fatnn" or "Xnor" or "XnorPlusPlus" or "TrainedTernary";
}
