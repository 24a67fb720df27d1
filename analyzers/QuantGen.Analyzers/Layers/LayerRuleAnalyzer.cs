using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;

namespace QuantGen.Analyzers.Layers;

/// <summary>A rule about the layers of an annotated class: what they are made with, and what forward does with them.</summary>
public abstract class LayerRuleAnalyzer : DiagnosticAnalyzer
{
    private protected const string PowerOfTwo = nameof(PowerOfTwo);
    private protected const string LowBit = nameof(LowBit);

    private readonly string? _target;
    private readonly string? _except;

    /// <summary>Makes the rule.</summary>
    /// <param name="rule">What it reports.</param>
    /// <param name="target">The only target that it is about; null for all.</param>
    /// <param name="except">The only target that it is not about; null for none.</param>
    private protected LayerRuleAnalyzer(DiagnosticDescriptor rule, string? target = null, string? except = null)
    {
        _except = except;
        SupportedDiagnostics = [rule];
        _target = target;
    }

    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

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
            var views = ModelViews.Of(start.Compilation);
            start.RegisterSymbolAction(symbol => Look(symbol, views, said), SymbolKind.NamedType);
        });
    }

    /// <summary>Reports what is wrong with a class.</summary>
    private protected abstract void Analyze(ModelView model, Action<Diagnostic> report);

    private void Look(SymbolAnalysisContext context, ModelViews views, SaidOnce said)
    {
        if (views.View((INamedTypeSymbol)context.Symbol, context.CancellationToken) is not { } model)
            return;
        if ((_target is not null && model.Options.Target != _target) || model.Options.Target == _except)
            return;

        Analyze(model, diagnostic => said.Report(diagnostic, context.ReportDiagnostic));
    }
}
