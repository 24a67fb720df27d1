namespace QuantGen.Checkpoints;

/// <summary>What is in a checkpoint file; the elements are read on request.</summary>
/// <param name="Format">Its format.</param>
/// <param name="Entries">Its tensors, in the order of the file, each key once.</param>
internal sealed record CheckpointContent(CheckpointFormat Format, IReadOnlyList<CheckpointEntry> Entries)
{
    /// <summary>What the file says about the quantizers of the model that was saved; null when it says nothing.</summary>
    public QuantizerDescriptions? Descriptions { get; init; }

    /// <summary>What a reader of the report should know.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
