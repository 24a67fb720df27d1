using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;

namespace QuantGen.Analyzers.Forward;

/// <summary>A rule about the code of annotated model classes.</summary>
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
                var said = new SaidOnce();
                start.RegisterSymbolAction(symbol => Look(symbol, classes, said), SymbolKind.NamedType);
            }
        });
    }

    /// <summary>Reports what is wrong with a class.</summary>
    private protected abstract void Analyze(ModelClass model, Action<Diagnostic> report);

    private void Look(SymbolAnalysisContext context, ModelClasses classes, SaidOnce said)
    {
        if (classes.Find((INamedTypeSymbol)context.Symbol) is { } model)
            Analyze(model, diagnostic => said.Report(diagnostic, context.ReportDiagnostic));
    }
}
