using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using QuantGen.ModelReading.Reading;

namespace QuantGen.Analyzers.Forward;

/// <summary>An annotated class as the rules about its code see it: its routines, read once for all rules, and what <c>forward</c> reaches.</summary>
/// <param name="type">The class.</param>
/// <param name="annotation">Its <c>[Quantize]</c>.</param>
/// <param name="symbols">The types to look for.</param>
internal sealed class ModelClass(INamedTypeSymbol type, AttributeData annotation, TorchSymbols symbols)
{
    // A class in which forward reaches a layer by more ways than this is beyond what a message could explain.
    private const int MaximumPaths = 4096;

    private readonly Lazy<string> _target = new(() => OptionsReader.Read(annotation, symbols.Compilation).Target);
    private readonly Lazy<OwnRoutines> _own = new(() => OwnRoutines.Read(type, symbols), LazyThreadSafetyMode.ExecutionAndPublication);
    private readonly Lazy<ImmutableDictionary<IMethodSymbol, Routine>> _inherited = new(
        () => BaseRoutines.Read(type, symbols), LazyThreadSafetyMode.PublicationOnly);

    public INamedTypeSymbol Type => type;

    public AttributeData Annotation => annotation;

    public TorchSymbols Symbols => symbols;

    /// <summary>What the twin is for.</summary>
    public string Target => _target.Value;

    /// <summary>The name of the class where it carries its annotation.</summary>
    public Location Identifier =>
        annotation.ApplicationSyntaxReference?.GetSyntax().FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Identifier.GetLocation()
        ?? type.Locations[0];

    /// <summary>The routines of the class, each method with its local functions and lambdas.</summary>
    public IReadOnlyList<Routine> Routines => _own.Value.All;

    /// <summary>What the class assigns to a field or property, its initializer included.</summary>
    public IEnumerable<IOperation> Creations(ISymbol member)
    {
        if (_own.Value.Initializers.TryGetValue(member, out var initializer))
            yield return initializer;

        foreach (var @event in Routines.SelectMany(static routine => routine.Events))
        {
            if (@event.Kind == RoutineEventKind.Assignment && SymbolEqualityComparer.Default.Equals(@event.Symbol, member))
                yield return ((IAssignmentOperation)@event.Operation).Value;
        }
    }

    /// <summary>
    /// Everything of one kind that happens when a <c>forward</c> of the class runs, its own or one that it inherits, in the order of
    /// evaluation.
    /// </summary>
    public IReadOnlyList<CallPath> InForward(RoutineEventKind kind)
    {
        var own = Ordered().Where(routine => symbols.IsForward(routine.Symbol)).ToImmutableArray();
        var inherited = own.IsEmpty && BaseRoutines.ForwardOf(type, symbols) is { } forward ? Routine(forward) : null;
        return [.. (inherited is null ? own : [inherited]).SelectMany(routine => From(routine, kind))];
    }

    /// <summary>Everything of one kind that happens when a routine runs, in the order of evaluation.</summary>
    public IReadOnlyList<CallPath> From(Routine root, RoutineEventKind kind)
    {
        var found = new List<CallPath>();
        Walk(root, kind, [], found);
        return found;
    }

    private IEnumerable<Routine> Ordered() =>
        Routines
            .OrderBy(static routine => routine.Symbol.Locations[0].SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(static routine => routine.Symbol.Locations[0].SourceSpan.Start);

    private void Walk(
        Routine routine, RoutineEventKind kind, ImmutableArray<(Routine Routine, RoutineEvent Event)> path, List<CallPath> found)
    {
        foreach (var @event in routine.Events)
        {
            if (found.Count == MaximumPaths)
                return;

            var here = path.Add((routine, @event));
            if (@event.Kind == kind)
                found.Add(new CallPath(here));
            if (Callee(@event) is { } callee && callee != routine && !path.Any(step => step.Routine == callee))
                Walk(callee, kind, here, found);
        }
    }

    private Routine? Callee(RoutineEvent @event) => @event is { Kind: RoutineEventKind.Routine, Symbol: IMethodSymbol method }
        ? Routine(CallsBase(@event.Operation) ? method : BaseRoutines.Override(method, type))
        : null;

    private Routine? Routine(IMethodSymbol method) =>
        Routines.FirstOrDefault(routine => SymbolEqualityComparer.Default.Equals(routine.Symbol, method)) is { } own ? own
        : SymbolEqualityComparer.Default.Equals(method.ContainingType, type) ? null
        : _inherited.Value.TryGetValue(method, out var inherited) ? inherited
        : null;

    private static bool CallsBase(IOperation call) =>
        call is IInvocationOperation { IsVirtual: false, Instance.Syntax: BaseExpressionSyntax };
}
