namespace QuantGen.Checkpoints.PyTorch;

/// <summary>A tuple of a pickle.</summary>
/// <param name="Items">What is in it.</param>
internal sealed record PickleTuple(object?[] Items)
{
    /// <summary>The tuple of nothing.</summary>
    public static PickleTuple Empty { get; } = new([]);
}
