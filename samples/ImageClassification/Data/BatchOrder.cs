namespace ImageClassification.Data;

/// <summary>How the pictures of a set are put into batches.</summary>
/// <param name="BatchSize">Pictures in a batch.</param>
internal sealed record BatchOrder(int BatchSize)
{
    /// <summary>Shuffles and augments for training, differently for each seed and epoch; null reads the pictures as they are, in order.</summary>
    public Augmentation? Augmentation { get; init; }

    /// <summary>Chooses the order and the augmentation.</summary>
    public long Seed { get; init; }

    /// <summary>Which pass over the set this is.</summary>
    public int Epoch { get; init; }

    /// <summary>How many batches of the pass are left out at its beginning, for a training that goes on.</summary>
    public int First { get; init; }

    /// <summary>How many batches a set gives. Training leaves out a last batch that is not full, because BatchNorm would learn from few pictures.</summary>
    public int Batches(int pictures) =>
        Augmentation is not null && pictures >= BatchSize ? pictures / BatchSize : (pictures + BatchSize - 1) / BatchSize;
}
