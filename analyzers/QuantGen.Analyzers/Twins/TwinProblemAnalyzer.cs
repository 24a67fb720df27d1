using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.ModelReading;
using QuantGen.ModelReading.Infrastructure;

namespace QuantGen.Analyzers.Twins;

/// <summary>
/// A rule that reports what keeps a class from having a twin. It finds nothing out by itself: the reader that the generator reads with has
/// noted the problem, and the rule says it at the reader's place.
/// </summary>
public abstract class TwinProblemAnalyzer : DiagnosticAnalyzer
{
    private readonly ImmutableDictionary<ProblemKind, DiagnosticDescriptor> _rules;

    private protected TwinProblemAnalyzer(params (ProblemKind Kind, DiagnosticDescriptor Rule)[] rules)
    {
        _rules = rules.ToImmutableDictionary(static rule => rule.Kind, static rule => rule.Rule);
        SupportedDiagnostics = [.. rules.Select(static rule => rule.Rule)];
    }

    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    /// <summary>The kinds of problem that the rule reports.</summary>
    internal IEnumerable<ProblemKind> Kinds => _rules.Keys;

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        if (context is null)
            throw new ArgumentNullException(nameof(context));

        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName("QuantGen.QuantizeAttribute") is null)
                return;

            var said = new SaidOnce();
            var readings = ClassReadings.Of(start.Compilation);
            start.RegisterSymbolAction(symbol => Report(symbol, readings, said), SymbolKind.NamedType);
        });
    }

    /// <summary>
    /// Whether the cause is a declaration: it is then said at the first of the places where it shows, and to mend it there mends them all.
    /// </summary>
    private protected virtual bool IsAboutDeclaration => false;

    /// <summary>Whether another rule says the same of the class.</summary>
    private protected virtual bool IsSaidElsewhere(Problem problem, ClassReading reading) => false;

    /// <summary>What the message names.</summary>
    private protected virtual IEnumerable<string> ArgumentsOf(Problem problem) => problem.Arguments;

    private void Report(SymbolAnalysisContext context, ClassReadings readings, SaidOnce said)
    {
        if (readings.Read((INamedTypeSymbol)context.Symbol, context.Compilation, context.CancellationToken) is not { } reading)
            return;

        var declarations = new HashSet<(ProblemKind Kind, EquatableArray<string> Arguments)>();
        foreach (var problem in reading.Problems.OrderBy(static problem => problem.Location.SourceSpan.Start))
        {
            if (!_rules.TryGetValue(problem.Kind, out var rule)
                || IsSaidElsewhere(problem, reading)
                || (IsAboutDeclaration && !declarations.Add((problem.Kind, problem.Arguments))))
            {
                continue;
            }

            said.Report(Diagnostic.Create(rule, problem.Location, [.. ArgumentsOf(problem)]), context.ReportDiagnostic);
        }
    }
}
