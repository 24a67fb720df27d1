using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace QuantGen.Analyzers.Forward;

/// <summary>Turns the operations of one member into routines: the member itself, and each local function and lambda in it.</summary>
internal sealed class RoutineReader
{
    private readonly TorchSymbols _symbols;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<SyntaxNode, IOperation> _written = [];
    private readonly List<Routine> _routines = [];

    private RoutineReader(TorchSymbols symbols, CancellationToken cancellation)
    {
        _symbols = symbols;
        _cancellation = cancellation;
    }

    /// <summary>Reads the routines of a method, constructor or accessor.</summary>
    /// <param name="method">The member.</param>
    /// <param name="blocks">Its operations as written.</param>
    /// <param name="graph">Its control flow.</param>
    /// <param name="symbols">The types to look for.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public static IReadOnlyList<Routine> Read(
        IMethodSymbol method, IEnumerable<IOperation> blocks, ControlFlowGraph graph, TorchSymbols symbols, CancellationToken cancellation)
    {
        var reader = new RoutineReader(symbols, cancellation);
        foreach (var operation in blocks.SelectMany(static block => block.DescendantsAndSelf()))
        {
            // The control flow graph evaluates receivers and targets ahead into temporaries: who they are is read off the tree as written.
            if (operation is IInvocationOperation or IAssignmentOperation or IMethodReferenceOperation)
                reader._written[operation.Syntax] = operation;
        }

        reader.Read(method, graph);
        return reader._routines;
    }

    private void Read(IMethodSymbol symbol, ControlFlowGraph graph)
    {
        var events = ImmutableArray.CreateBuilder<RoutineEvent>();
        foreach (var block in graph.Blocks)
        {
            _cancellation.ThrowIfCancellationRequested();
            foreach (var operation in block.Operations)
                Read(operation, graph, block.Ordinal, events);
            if (block.BranchValue is { } value)
                Read(value, graph, block.Ordinal, events);
        }

        _routines.Add(new Routine(symbol, graph, events.ToImmutable()));
        foreach (var function in graph.LocalFunctions)
            Read(function, graph.GetLocalFunctionControlFlowGraph(function, _cancellation));
    }

    // Children first: an operation happens after its operands.
    private void Read(IOperation operation, ControlFlowGraph graph, int block, ImmutableArray<RoutineEvent>.Builder events)
    {
        foreach (var child in operation.ChildOperations)
            Read(child, graph, block, events);

        if (operation is IFlowAnonymousFunctionOperation lambda)
        {
            events.Add(new RoutineEvent(RoutineEventKind.Routine, lambda.Symbol, lambda, block, events.Count));
            Read(lambda.Symbol, graph.GetAnonymousFunctionControlFlowGraph(lambda, _cancellation));
        }
        else if (_written.TryGetValue(operation.Syntax, out var written)
            && written.Kind == operation.Kind
            && Classify(written) is var (kind, symbol))
        {
            events.Add(new RoutineEvent(kind, symbol, written, block, events.Count));
        }
    }

    private (RoutineEventKind Kind, ISymbol Symbol)? Classify(IOperation operation) => operation switch
    {
        IInvocationOperation call => Classify(call),
        IMethodReferenceOperation reference => (RoutineEventKind.Routine, reference.Method.OriginalDefinition),
        IAssignmentOperation { Target: var target } when _symbols.IsModule(target.Type) && LayerReceiver.Member(target) is { } member =>
            (RoutineEventKind.Assignment, member),
        _ => null,
    };

    private (RoutineEventKind Kind, ISymbol Symbol)? Classify(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (_symbols.RunsLayer(method))
            return LayerReceiver.Member(call.Instance) is { } layer ? (RoutineEventKind.Layer, layer) : null;
        if (_symbols.IsModuleMethod(method, "RegisterComponents"))
            return (RoutineEventKind.Registration, method);
        if (_symbols.IsModuleMethod(method, "register_module") || _symbols.IsModuleMethod(method, "add_module"))
            return (RoutineEventKind.RegistrationByName, LayerReceiver.Member(call.Arguments.Last().Value) ?? method);
        if (FunctionalCounterpart.Find(call, _symbols) is not null)
            return (RoutineEventKind.Function, method);

        return call.Instance is null or IInstanceReferenceOperation ? (RoutineEventKind.Routine, method.OriginalDefinition) : null;
    }
}
