using static TorchSharp.torch;

namespace QuantGen.Checkpoints;

/// <summary>A tensor of a <see cref="CheckpointFile"/>.</summary>
/// <param name="Key">Its key in the state_dict.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Shape">Its extents; none for a single value.</param>
public sealed record CheckpointTensor(string Key, ScalarType Type, IReadOnlyList<long> Shape)
{
    /// <summary>Key, type and extents: <c>fc.weight Float32 [10, 64]</c>.</summary>
    public override string ToString() => $"{Key} {Type} [{string.Join(", ", Shape)}]";
}
