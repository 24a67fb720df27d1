using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using QuantGen.ModelReading;

namespace QuantGen.Analyzers.Twins;

/// <summary>The readings of a compilation's annotated classes, made once and shared by all rules.</summary>
internal sealed class ClassReadings
{
    private static readonly ConditionalWeakTable<Compilation, ClassReadings> _all = new();

    private readonly ConcurrentDictionary<INamedTypeSymbol, ClassReading?> _readings = new(SymbolEqualityComparer.Default);

    /// <summary>The readings of a compilation. They live as long as it does.</summary>
    public static ClassReadings Of(Compilation compilation) => _all.GetValue(compilation, static _ => new ClassReadings());

    /// <summary>What the reader makes of a class; null if it is not annotated.</summary>
    public ClassReading? Read(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation) =>
        _readings.TryGetValue(type, out var reading)
            ? reading
            : _readings.GetOrAdd(type, ClassReader.Read(type, tree => compilation.GetSemanticModel(tree), cancellation));
}
