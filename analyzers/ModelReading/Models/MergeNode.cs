using QuantGen.ModelReading.Infrastructure;

namespace QuantGen.ModelReading.Models;

/// <summary>Where paths meet: after an if, at a loop's head, in <c>a ? b : c</c> and <c>a ?? b</c>. The value is one of the inputs.</summary>
/// <param name="Range">The statement or expression.</param>
/// <param name="Inputs">What each path brings.</param>
internal sealed record MergeNode(TextRange Range, EquatableArray<FlowInput> Inputs) : FlowNode(Range, Inputs);
