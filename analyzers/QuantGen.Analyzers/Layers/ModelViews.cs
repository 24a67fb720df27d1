using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using QuantGen.Analyzers.Twins;

namespace QuantGen.Analyzers.Layers;

/// <summary>The views on a compilation's annotated classes, made once and shared by all rules.</summary>
/// <param name="compilation">The compilation.</param>
internal sealed class ModelViews(Compilation compilation)
{
    private static readonly ConditionalWeakTable<Compilation, ModelViews> _all = new();

    private readonly ConcurrentDictionary<INamedTypeSymbol, ModelView?> _views = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = [];

    /// <summary>The views of a compilation. They live as long as it does.</summary>
    public static ModelViews Of(Compilation compilation) => _all.GetValue(compilation, static key => new ModelViews(key));

    /// <summary>The view on a class; null if it is not annotated, or has nothing that could be looked at.</summary>
    public ModelView? View(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (_views.TryGetValue(type, out var view))
            return view;

        var reading = ClassReadings.Of(compilation).Read(type, compilation, cancellation);
        return _views.GetOrAdd(type, reading is { Model: not null } ? new ModelView(reading, ModelOf) : null);
    }

    /// <summary>The views on the annotated classes in a compilation that mention another class of it.</summary>
    public static IEnumerable<ModelView> Around(INamedTypeSymbol part)
    {
        foreach (var declaration in NestedClasses.Around(part))
        {
            var views = Of(((ISourceAssemblySymbol)part.ContainingAssembly).Compilation);
            if (views.ModelOf(declaration.SyntaxTree).GetDeclaredSymbol(declaration) is { } whole && views.View(whole, default) is { } view)
                yield return view;
        }
    }

    private SemanticModel ModelOf(SyntaxTree tree) => _models.GetOrAdd(tree, key => compilation.GetSemanticModel(key));
}
