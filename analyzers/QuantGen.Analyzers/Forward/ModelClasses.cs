using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace QuantGen.Analyzers.Forward;

/// <summary>The annotated classes of a compilation, each gone through once for all rules.</summary>
/// <param name="compilation">The compilation.</param>
internal sealed class ModelClasses(Compilation compilation)
{
    private static readonly ConditionalWeakTable<Compilation, ModelClasses> _all = new();

    private readonly ConcurrentDictionary<INamedTypeSymbol, ModelClass?> _classes = new(SymbolEqualityComparer.Default);

    /// <summary>The types to look for; null where the compilation does not use both TorchSharp and QuantGen.</summary>
    public TorchSymbols? Symbols { get; } = TorchSymbols.Find(compilation);

    /// <summary>The classes of a compilation. They live as long as it does.</summary>
    public static ModelClasses Of(Compilation compilation) => _all.GetValue(compilation, static key => new ModelClasses(key));

    /// <summary>The class, or null if it is not annotated or no module.</summary>
    public ModelClass? Find(INamedTypeSymbol type) => _classes.GetOrAdd(type, Create);

    private ModelClass? Create(INamedTypeSymbol type) =>
        Symbols is { } symbols && symbols.Annotation(type) is { } annotation && symbols.IsModule(type)
            ? new ModelClass(type, annotation, symbols)
            : null;
}
