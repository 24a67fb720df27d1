using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.ModelReading.Exports;

namespace QuantGen.Analyzers.Exports;

/// <summary>
/// A rule that reports what keeps a class with <c>[Export]</c> from having a symbolic forward. It finds nothing out by itself: the reader that the generator reads with has noted
/// the problem, and the rule says it at the reader's place.
/// </summary>
public abstract class ExportProblemAnalyzer : DiagnosticAnalyzer
{
    private readonly DiagnosticDescriptor _rule;

    private protected ExportProblemAnalyzer(ExportProblemKind kind, DiagnosticDescriptor rule)
    {
        Kind = kind;
        _rule = rule;
        SupportedDiagnostics = [rule];
    }

    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    /// <summary>The kind of problem that the rule reports.</summary>
    internal ExportProblemKind Kind { get; }

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        if (context is null)
            throw new ArgumentNullException(nameof(context));

        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName("QuantGen.ExportAttribute") is null)
                return;

            var said = new SaidOnce();
            var readings = ExportReadings.Of(start.Compilation);
            start.RegisterSymbolAction(symbol => Report(symbol, readings, said), SymbolKind.NamedType);
        });
    }

    private void Report(SymbolAnalysisContext context, ExportReadings readings, SaidOnce said)
    {
        foreach (var problem in readings.Read((INamedTypeSymbol)context.Symbol, context.Compilation, context.CancellationToken)?.Problems ?? [])
        {
            if (problem.Kind == Kind)
                said.Report(Diagnostic.Create(_rule, problem.Location, [.. problem.Arguments]), context.ReportDiagnostic);
        }
    }
}
