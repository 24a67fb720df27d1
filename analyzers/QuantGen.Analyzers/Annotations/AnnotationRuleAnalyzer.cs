using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace QuantGen.Analyzers.Annotations;

/// <summary>A rule about what a <c>[Quantize]</c> says by itself: on a class, a field, a property or the assembly.</summary>
public abstract class AnnotationRuleAnalyzer : DiagnosticAnalyzer
{
    /// <summary>Makes the rule.</summary>
    private protected AnnotationRuleAnalyzer(DiagnosticDescriptor rule) => SupportedDiagnostics = [rule];

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
            if (start.Compilation.GetTypeByMetadataName("QuantGen.QuantizeAttribute") is { } attribute)
                start.RegisterSyntaxNodeAction(node => Look(node, attribute), SyntaxKind.Attribute);
        });
    }

    /// <summary>Reports what is wrong with an annotation.</summary>
    private protected abstract void Analyze(AnnotationView annotation, Action<Diagnostic> report);

    // Arguments are what most rules are about, and most attributes of a program are no annotations.
    private void Look(SyntaxNodeAnalysisContext context, INamedTypeSymbol attribute)
    {
        var syntax = (AttributeSyntax)context.Node;
        if (context.SemanticModel.GetSymbolInfo(syntax, context.CancellationToken).Symbol is { } constructor
            && SymbolEqualityComparer.Default.Equals(constructor.ContainingType, attribute))
        {
            Analyze(new AnnotationView(syntax, context.SemanticModel, context.CancellationToken), context.ReportDiagnostic);
        }
    }
}
