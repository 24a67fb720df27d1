namespace ModelZoo;

/// <summary>
/// What low-bit research varies in a network beside its bits. The same structure fits several networks; what a network has no place for is
/// refused when it is made.
/// </summary>
public sealed record Structure
{
    /// <summary>
    /// Bi-Real Net (Liu et al. 2018): a skip connection around each convolution, an average pool and a convolution in float where shapes change,
    /// no activation.
    /// </summary>
    public static Structure BiReal { get; } = new()
    {
        Skips = SkipSpan.Layer,
        Shortcut = ShortcutKind.PooledConvolution,
        Activation = ActivationKind.None,
        KeepFloat = FloatConvolutions.Shortcut,
    };

    /// <summary>Group-Net (Zhuang et al. 2019) of five bases, each a branch of its own, without its soft gates.</summary>
    public static Structure GroupNet { get; } = new()
    {
        Order = BlockOrder.ConvActivationNormSkip,
        Skips = SkipSpan.Layer,
        Shortcut = ShortcutKind.PooledConvolution,
        KeepFloat = FloatConvolutions.Shortcut,
        Bases = 5,
        StemActivation = false,
    };

    /// <summary>
    /// The order inside of blocks. The first convolution of a network has what comes behind the convolution in it; what comes before stands
    /// before the last pool once more.
    /// </summary>
    public BlockOrder Order { get; init; }

    /// <summary>What skip connections lead around; null for what the network's paper has.</summary>
    public SkipSpan? Skips { get; init; }

    /// <summary>How skip connections change shapes; null for <see cref="ShortcutKind.StridedConvolution"/>.</summary>
    public ShortcutKind? Shortcut { get; init; }

    /// <summary>Whether skip connections without a convolution have a norm (Chen et al. 2021, "FATNN").</summary>
    public bool NormOnIdentity { get; init; }

    /// <summary>The activation; null for what the network's paper has.</summary>
    public ActivationKind? Activation { get; init; }

    /// <summary>What normalizes.</summary>
    public NormKind Norm { get; init; }

    /// <summary>Groups of each <see cref="NormKind.Group"/>, a divisor of the channels; null for 8.</summary>
    public long? NormGroups { get; init; }

    /// <summary>Whether the last norm of a branch has factor zero at first, so that a block starts as the identity (Goyal et al. 2017).</summary>
    public bool ZeroLastNorm { get; init; }

    /// <summary>What a twin keeps in float. Names in state_dict do not depend on it.</summary>
    public FloatConvolutions KeepFloat { get; init; }

    /// <summary>
    /// How many equal branches each block is the weighted sum of (Zhuang et al. 2019, "Group-Net"); their weights are learned and
    /// start at one over their number.
    /// </summary>
    public int Bases { get; init; } = 1;

    /// <summary>Whether there is an activation before the first block; not in Group-Net, whose first quantizer reads signs.</summary>
    public bool StemActivation { get; init; } = true;
}
