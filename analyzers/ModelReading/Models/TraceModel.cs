using QuantGen.ModelReading.Infrastructure;

namespace QuantGen.ModelReading.Models;

/// <summary>How the members of a <see cref="ForwardModel"/> become a symbolic forward.</summary>
/// <param name="Signature">What forward takes and gives.</param>
/// <param name="Scope">How names resolve in the file.</param>
/// <param name="Edits">The changes.</param>
/// <param name="Members">Which of the members are part of it; forward is the first.</param>
/// <param name="Tensors">Expressions that are tensors in the symbolic forward too, and are not handed to anything that computes over values of a graph.</param>
internal sealed record TraceModel(
    TraceSignature Signature,
    TraceScope Scope,
    EquatableArray<TraceEdit> Edits,
    EquatableArray<TracedMember> Members,
    EquatableArray<TextRange> Tensors);
