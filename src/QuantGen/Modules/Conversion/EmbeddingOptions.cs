namespace QuantGen.Modules;

/// <summary>What an <c>Embedding</c> was made with, where its table does not show it. The defaults are those of <c>torch.nn.Embedding</c>.</summary>
public sealed record EmbeddingOptions
{
    /// <summary>The row that gets no gradient, negative ones counted from the end; null for none.</summary>
    public long? PaddingIndex { get; init; }

    /// <summary>The norm that rows are cut to when they are looked up; null for none.</summary>
    public double? MaxNorm { get; init; }

    /// <summary>The p of that norm.</summary>
    public double NormType { get; init; } = 2;

    /// <summary>Whether gradients are divided by how often a row occurs in the batch.</summary>
    public bool ScaleGradByFreq { get; init; }

    /// <summary>Whether the gradient is a sparse tensor.</summary>
    public bool Sparse { get; init; }
}
