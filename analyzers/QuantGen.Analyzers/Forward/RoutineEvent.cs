using Microsoft.CodeAnalysis;

namespace QuantGen.Analyzers.Forward;

/// <summary>One thing that matters to the rules and happens in a routine.</summary>
/// <param name="kind">What happens.</param>
/// <param name="symbol">The layer that runs, the routine that runs, or the member that is assigned.</param>
/// <param name="operation">The operation, from the tree as it is written (not from the control flow graph).</param>
/// <param name="block">The basic block that it lies in.</param>
/// <param name="order">Its place in the order of evaluation, among the events of its routine.</param>
internal sealed class RoutineEvent(RoutineEventKind kind, ISymbol symbol, IOperation operation, int block, int order)
{
    public RoutineEventKind Kind { get; } = kind;

    public ISymbol Symbol { get; } = symbol;

    public IOperation Operation { get; } = operation;

    public int Block { get; } = block;

    public int Order { get; } = order;
}
