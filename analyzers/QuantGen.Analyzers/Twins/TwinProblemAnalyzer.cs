using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.ModelReading;

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

            var readings = ClassReadings.Of(start.Compilation);
            start.RegisterSymbolAction(symbol => Report(symbol, readings), SymbolKind.NamedType);
        });
    }

    private void Report(SymbolAnalysisContext context, ClassReadings readings)
    {
        if (readings.Read((INamedTypeSymbol)context.Symbol, context.Compilation, context.CancellationToken) is not { } reading)
            return;

        // A name that is read and written, as in ++count, is come upon twice.
        foreach (var problem in reading.Problems.Distinct())
        {
            if (_rules.TryGetValue(problem.Kind, out var rule))
                context.ReportDiagnostic(Diagnostic.Create(rule, problem.Location, [.. problem.Arguments]));
        }
    }
}
