namespace QuantGen.Modules;

/// <summary>
/// What a <c>MultiheadAttention</c> was made with, where its weights do not show it. The defaults are those of
/// <c>torch.nn.MultiheadAttention</c>.
/// </summary>
public sealed record MultiheadAttentionOptions
{
    /// <summary>The number of heads, which divides the width.</summary>
    public required long NumHeads { get; init; }

    /// <summary>The probability with which attention weights are dropped in training.</summary>
    public double Dropout { get; init; }

    /// <summary>Whether a key of zeros is added.</summary>
    public bool AddZeroAttn { get; init; }
}
