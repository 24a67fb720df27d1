using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace QuantGen.Analyzers.Forward;

/// <summary>A rule about annotated model classes that is decided once all members of a class have been seen.</summary>
public abstract class ModelRuleAnalyzer : DiagnosticAnalyzer
{
    private readonly ImmutableArray<DiagnosticDescriptor> _rules;

    private protected ModelRuleAnalyzer(params DiagnosticDescriptor[] rules) => _rules = [.. rules];

    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => _rules;

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        if (context is null)
            throw new ArgumentNullException(nameof(context));

        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            var classes = ModelClasses.Of(start.Compilation);
            if (classes.Symbols is not null)
            {
                // What stands in a base class is come upon in every class that derives from it, and said once.
                var reported = new ConcurrentDictionary<(Location Place, string Message), bool>();
                start.RegisterSymbolStartAction(symbol => Follow(symbol, classes, reported), SymbolKind.NamedType);
            }
        });
    }

    /// <summary>Reports what is wrong with a class.</summary>
    private protected abstract void Analyze(ModelClass model, Action<Diagnostic> report);

    private void Follow(
        SymbolStartAnalysisContext context, ModelClasses classes, ConcurrentDictionary<(Location Place, string Message), bool> reported)
    {
        if (classes.Find((INamedTypeSymbol)context.Symbol) is not { } model)
            return;

        context.RegisterOperationBlockAction(model.Add);
        context.RegisterSymbolEndAction(end => Analyze(model, diagnostic =>
        {
            if (reported.TryAdd((diagnostic.Location, diagnostic.GetMessage(CultureInfo.InvariantCulture)), true))
                end.ReportDiagnostic(diagnostic);
        }));
    }
}
