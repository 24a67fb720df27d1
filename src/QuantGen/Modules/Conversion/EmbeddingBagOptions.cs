using TorchSharp;

namespace QuantGen.Modules;

/// <summary>
/// What an <c>EmbeddingBag</c> was made with, where its table does not show it. The defaults are those of <c>torch.nn.EmbeddingBag</c>.
/// </summary>
public sealed record EmbeddingBagOptions
{
    /// <summary>The norm that rows are cut to when they are looked up; null for none.</summary>
    public double? MaxNorm { get; init; }

    /// <summary>The p of that norm.</summary>
    public double NormType { get; init; } = 2;

    /// <summary>Whether gradients are divided by how often a row occurs in the batch.</summary>
    public bool ScaleGradByFreq { get; init; }

    /// <summary>How the rows of a bag become one.</summary>
    public EmbeddingBagMode Mode { get; init; } = EmbeddingBagMode.Mean;

    /// <summary>Whether the gradient is a sparse tensor.</summary>
    public bool Sparse { get; init; }

    /// <summary>Whether the offsets end with the number of indices.</summary>
    public bool IncludeLastOffset { get; init; }

    /// <summary>The row that counts in no bag; negative for none.</summary>
    public long PaddingIndex { get; init; } = -1;
}
