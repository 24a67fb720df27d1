namespace QuantGen.PowerOfTwo;

/// <summary>One of the four calibrations that TI publishes results for: how the twin is made, and how it is calibrated.</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>recipe</term><description>activation ranges; outlying weights; biases; weights</description></listheader>
/// <item><term><see cref="Simple"/></term><description>lowest and highest value; kept; not corrected; one range</description></item>
/// <item><term><see cref="Advanced"/></term><description>0.01 % cut off at each end; clipped; corrected; one range</description></item>
/// <item><term><see cref="AdvancedDepthwise"/></term><description>the same; clipped; corrected; one range for each channel of depthwise convolutions</description></item>
/// <item><term><see cref="AdvancedPerChannel"/></term><description>the same; clipped; corrected; one range for each channel</description></item>
/// </list>
/// The first two keep biases within what a 16-bit accumulator takes, the others have 32 bits.
/// <code>
/// var recipe = PowerOfTwoRecipe.Advanced;
/// var twin = model.ToQuantized(recipe.Options);
/// new PowerOfTwoCalibration(twin, recipe.Calibration).Run(batches);
/// </code>
/// </remarks>
public sealed record PowerOfTwoRecipe
{
    /// <summary>Only ranges: the cheapest one, enough for networks without unequal channels.</summary>
    public static PowerOfTwoRecipe Simple { get; } = new()
    {
        Name = "Simple",
        PowerOfTwo = new PowerOfTwoOptions { Weights = Granularity.PerTensor, Bias = BiasMode.Saturate16, ActivationTail = 0 },
        Calibration = new PowerOfTwoCalibrationSettings { BiasCorrection = false },
    };

    /// <summary>TI's recommendation.</summary>
    public static PowerOfTwoRecipe Advanced { get; } = Of("Advanced", Granularity.PerTensor, BiasMode.Saturate16);

    /// <summary>For networks with depthwise convolutions, on devices that give their channels scales of their own.</summary>
    public static PowerOfTwoRecipe AdvancedDepthwise { get; } = Of("Advanced DW", Granularity.Depthwise, BiasMode.Int32);

    /// <summary>For devices that give the channels of every weight scales of their own.</summary>
    public static PowerOfTwoRecipe AdvancedPerChannel { get; } = Of("Advanced Per-Channel", Granularity.PerChannel, BiasMode.Int32);

    /// <summary>All four, in the order of the published tables.</summary>
    public static IReadOnlyList<PowerOfTwoRecipe> All { get; } = [Simple, Advanced, AdvancedDepthwise, AdvancedPerChannel];

    /// <summary>What tables call it.</summary>
    public required string Name { get; init; }

    /// <summary>How the twin quantizes.</summary>
    public required PowerOfTwoOptions PowerOfTwo { get; init; }

    /// <summary>How it is calibrated.</summary>
    public required PowerOfTwoCalibrationSettings Calibration { get; init; }

    /// <summary>
    /// The bit width of weights and activations; 16 to see whether quantization is what costs accuracy. With more than 8, biases have 32 bits
    /// (<see cref="BiasMode.Int32"/>) in place of the limit of a narrow accumulator, which is not for want of levels.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not in 1..16.</exception>
    public int Bits
    {
        get;
        init => field = Pact2Options.Checked(value, nameof(value));
    } = DefaultBits;

    /// <summary>The options for <c>ToQuantized</c>. Overrides of single layers go behind those that are there.</summary>
    public QuantizationOptions Options => new()
    {
        PowerOfTwo = Bits > DefaultBits && PowerOfTwo.Bias == BiasMode.Saturate16 ? PowerOfTwo with { Bias = BiasMode.Int32 } : PowerOfTwo,
        Layers = Bits == DefaultBits ? [] : [new LayerOverride(LayerOverride.Everything) { WeightBits = Bits, ActivationBits = Bits }],
    };

    private const int DefaultBits = 8;

    /// <summary>The name, and the bits where they are not 8.</summary>
    public override string ToString() => Bits == DefaultBits ? Name : FormattableString.Invariant($"{Name}, {Bits} bit");

    private static PowerOfTwoRecipe Of(string name, Granularity weights, BiasMode bias) => new()
    {
        Name = name,
        PowerOfTwo = new PowerOfTwoOptions { Weights = weights, Bias = bias, WeightClipping = new WeightClipping() },
        Calibration = new PowerOfTwoCalibrationSettings(),
    };
}
