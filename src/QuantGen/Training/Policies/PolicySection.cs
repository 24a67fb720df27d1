using QuantGen.Quantizers;

namespace QuantGen.Training.Policies;

/// <summary>A section of a policy: when it takes effect, and on what.</summary>
/// <param name="Trigger">When.</param>
/// <param name="Epochs">The epochs, from 0, of a section for epochs; else empty.</param>
/// <param name="Groups">What it changes, in order.</param>
public sealed record PolicySection(PolicyTrigger Trigger, ValueList<int> Epochs, IReadOnlyList<PolicyGroup> Groups)
{
    internal PolicyPlace Place { get; init; } = PolicyPlace.None;
}
