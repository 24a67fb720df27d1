using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Annotations;

namespace QuantGen.Benchmarks.Generators;

/// <summary>A rule that is told of all that another one is told of, and looks at none of it: what Roslyn takes for having a rule.</summary>
/// <param name="rule">The other one.</param>
[SuppressMessage("MicrosoftCodeAnalysisCorrectness", "RS1001:Missing DiagnosticAnalyzerAttribute", Justification = "No compiler is to load it; the benchmark makes it.")]
internal sealed class EmptyRule(DiagnosticAnalyzer rule) : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => rule.SupportedDiagnostics;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (rule is AnnotationRuleAnalyzer)
                start.RegisterSyntaxNodeAction(static _ => { }, SyntaxKind.Attribute);
            else
                start.RegisterSymbolAction(static _ => { }, SymbolKind.NamedType);
        });
    }
}
