using QuantGen.LowBit;
using QuantGen.Quantizers;

namespace QuantGen.Training.Policies;

/// <summary>Quantizers, and what becomes of them.</summary>
/// <param name="Layers">The numbers of the layers, from 0 in the order of the model; null for all whose quantizers were on when the policy was
/// connected with the model.</param>
/// <param name="Roles">Which tensors of the layers; empty for all.</param>
/// <param name="Changes">What becomes of their quantizers.</param>
public sealed record PolicyGroup(ValueList<int>? Layers, IReadOnlyList<LowBitRole> Roles, QuantizerChanges Changes)
{
    internal PolicyPlace Place { get; init; } = PolicyPlace.None;

    /// <summary>Where each attribute stands, by its name.</summary>
    internal IReadOnlyDictionary<string, PolicyPlace> Places { get; init; } = new Dictionary<string, PolicyPlace>(StringComparer.Ordinal);
}
