using QuantGen.PowerOfTwo;

namespace ImageClassification.FixedPoint;

/// <summary>The power-of-two calibrations by the names that the command line has for them.</summary>
internal static class Recipes
{
    private static readonly Dictionary<string, PowerOfTwoRecipe> ByName = new(StringComparer.Ordinal)
    {
        ["simple"] = PowerOfTwoRecipe.Simple,
        ["advanced"] = PowerOfTwoRecipe.Advanced,
        ["advanced-dw"] = PowerOfTwoRecipe.AdvancedDepthwise,
        ["advanced-per-channel"] = PowerOfTwoRecipe.AdvancedPerChannel,
    };

    /// <summary>The names.</summary>
    public static IReadOnlyCollection<string> Names => ByName.Keys;

    /// <summary>The calibration of a name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public static PowerOfTwoRecipe Of(string name) => ByName[name];
}
