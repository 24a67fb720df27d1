using QuantGen.ModelReading.Infrastructure;

namespace QuantGen.ModelReading.Models;

/// <summary>Where paths meet: after an if, at a loop's head, in <c>a ? b : c</c> and <c>a ?? b</c>, and where code is called. The value is one of the inputs.</summary>
/// <param name="Range">The statement or expression.</param>
/// <param name="Inputs">What each path brings.</param>
internal sealed record MergeNode(TextRange Range, EquatableArray<FlowInput> Inputs) : FlowNode(Range, Inputs)
{
    /// <summary>Of a call of copied code what it hands over, so that its way can be told from that of other calls; else empty.</summary>
    public EquatableArray<CallArgument> Arguments { get; init; }
}
