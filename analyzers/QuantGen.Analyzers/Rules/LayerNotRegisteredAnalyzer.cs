using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Forward;

namespace QuantGen.Analyzers.Rules;

/// <summary>
/// QG2003: <c>forward</c> calls a layer that the model does not know as its own, because <c>RegisterComponents()</c> does not see it:
/// never called, or called too early.
/// </summary>
/// <remarks>Static layers, and layers in a plain collection, keep the class from having a twin; those are errors of their own.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LayerNotRegisteredAnalyzer() : ModelRuleAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.LayerNotRegistered,
        "Layer called in forward is not registered",
        "'{0}' {1}: parameters(), state_dict() and to() do not see {2}, so {3} not trained, saved or moved with the model; {4}",
        RuleCategories.Declaration,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "RegisterComponents() registers what the instance fields hold when it runs. A layer that it misses computes, but is not part of "
        + "the model; the twin registers it all the same, so the model's checkpoints lack what the twin expects.",
        HelpLinks.Base + DiagnosticIds.LayerNotRegistered + HelpLinks.Extension);

    private protected override void Analyze(ModelClass model, Action<Diagnostic> report)
    {
        var own = Members(model.InForward(RoutineEventKind.Layer), model.Type);
        var routines = model.Routines.ToImmutableArray();
        if (routines.Any(static routine => Any(routine, RoutineEventKind.Registration)))
            ReportLate(model, own, routines, report);
        else if (model.Symbols.IsModuleBase(model.Type.BaseType)
            && !model.Type.IsAbstract
            && !routines.Any(static routine => Any(routine, RoutineEventKind.RegistrationByName)))
            ReportNever(model, own, report);
    }

    // A class whose base is the user's may be registered there, and an abstract one where it is derived from.
    private static void ReportNever(ModelClass model, ImmutableArray<ISymbol> layers, Action<Diagnostic> report)
    {
        if (layers.IsEmpty)
            return;

        var constructor = Constructors(model).FirstOrDefault();
        Report(
            report,
            constructor?.Symbol.Locations[0] ?? model.Identifier,
            Registration.Never,
            model.Type.Name,
            "never calls RegisterComponents()",
            Names(layers),
            constructor is null ? "give the class a constructor that calls it" : "call it at the end of the constructor",
            plural: layers.Length > 1);
    }

    private static void ReportLate(
        ModelClass model, ImmutableArray<ISymbol> layers, ImmutableArray<Routine> routines, Action<Diagnostic> report)
    {
        var reported = new HashSet<SyntaxNode>();
        foreach (var constructor in Constructors(model))
        {
            var registrations = model.From(constructor, RoutineEventKind.Registration);
            foreach (var assignment in model.From(constructor, RoutineEventKind.Assignment))
            {
                var layer = assignment.Event.Symbol;
                if (layers.Contains(layer, SymbolEqualityComparer.Default)
                    && registrations.Any(assignment.MayFollow)
                    && !IsRegisteredByName(layer, routines)
                    && reported.Add(assignment.Event.Operation.Syntax))
                {
                    var target = ((IAssignmentOperation)assignment.Event.Operation).Target.Syntax;
                    Report(
                        report,
                        target.GetLocation(),
                        Registration.Late,
                        layer.Name,
                        "is assigned after RegisterComponents()",
                        "it",
                        "assign it before that call");
                }
            }
        }
    }

    private static void Report(
        Action<Diagnostic> report,
        Location place,
        string cause,
        string subject,
        string fault,
        string unseen,
        string remedy,
        bool plural = false) =>
        report(Diagnostic.Create(
            Rule,
            place,
            ImmutableDictionary<string, string?>.Empty.Add(Registration.CauseProperty, cause),
            subject,
            fault,
            unseen,
            plural ? "they are" : "it is",
            remedy));

    private static bool IsRegisteredByName(ISymbol layer, ImmutableArray<Routine> routines) =>
        routines.SelectMany(static routine => routine.Events).Any(@event =>
            @event.Kind == RoutineEventKind.RegistrationByName && SymbolEqualityComparer.Default.Equals(@event.Symbol, layer));

    private static IEnumerable<Routine> Constructors(ModelClass model) =>
        model.Routines
            .Where(static routine => routine.Symbol.MethodKind == MethodKind.Constructor)
            .OrderBy(static routine => routine.Symbol.Locations[0].SourceSpan.Start);

    private static ImmutableArray<ISymbol> Members(IEnumerable<CallPath> calls, INamedTypeSymbol type) =>
    [
        .. calls.Select(static call => call.Event.Symbol)
            .Where(member => !member.IsStatic && SymbolEqualityComparer.Default.Equals(member.ContainingType, type))
            .Distinct(SymbolEqualityComparer.Default)
            .OrderBy(static member => member!.Locations[0].SourceSpan.Start)!,
    ];

    private static bool Any(Routine routine, RoutineEventKind kind) => routine.Events.Any(@event => @event.Kind == kind);

    private static string Names(ImmutableArray<ISymbol> layers)
    {
        const int Shown = 3;
        var names = string.Join(", ", layers.Take(Shown).Select(static layer => $"'{layer.Name}'"));
        return layers.Length > Shown ? FormattableString.Invariant($"{names} and {layers.Length - Shown} more") : names;
    }
}
