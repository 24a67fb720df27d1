namespace QuantGen.Checkpoints;

/// <summary>How a checkpoint is loaded.</summary>
public sealed record LoadOptions
{
    /// <summary>How closely the file must fit the model.</summary>
    public CheckpointMatch Match { get; init; }

    /// <summary>
    /// The keys that lead to the state_dict in a file of PyTorch, joined by slashes: <c>ema/state_dict</c> for
    /// <c>torch.load(path)["ema"]["state_dict"]</c>. Null when the file holds nothing else, or one state_dict beside other things: it is
    /// found then.
    /// </summary>
    public string? StateDict { get; init; }

    /// <summary>
    /// Names that the file has for what the model names differently. For each key the first pattern that matches is applied; a key that
    /// none matches keeps its name. The prefix <c>module.</c> of DataParallel is left out before, where every key has it and none of the
    /// model's.
    /// </summary>
    public IReadOnlyList<KeyRename> Renames { get; init; } = [];

    /// <summary>
    /// Whether a tensor of another shape is loaded where it has as many elements, row by row: the 1x1 convolution of one network into the
    /// linear layer of another. <see cref="LoadReport.Reshaped"/> lists them. Ranges of quantizers are never reshaped.
    /// </summary>
    public bool AllowReshape { get; init; }
}
