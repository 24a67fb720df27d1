namespace ImageClassification.Training;

/// <summary>One of several equal parts of the calibration batches.</summary>
/// <param name="Index">Which part, from 1.</param>
/// <param name="Count">How many parts there are.</param>
internal sealed record Shard(int Index, int Count)
{
    /// <summary>All batches.</summary>
    public static Shard Whole { get; } = new(1, 1);

    /// <summary>Whether a batch belongs to the part. Parts are made of whole batches, so that each is computed as it would be in one go.</summary>
    /// <param name="batch">The batch, from 0.</param>
    public bool Holds(int batch) => batch % Count == Index - 1;
}
