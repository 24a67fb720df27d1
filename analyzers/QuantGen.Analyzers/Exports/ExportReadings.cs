using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using QuantGen.ModelReading.Exports;

namespace QuantGen.Analyzers.Exports;

/// <summary>The readings of a compilation's exported classes, made once and shared by all rules.</summary>
internal sealed class ExportReadings
{
    private static readonly ConditionalWeakTable<Compilation, ExportReadings> s_all = new();

    private readonly ConcurrentDictionary<INamedTypeSymbol, ExportReading?> _readings = new(SymbolEqualityComparer.Default);

    /// <summary>The readings of a compilation. They live as long as it does.</summary>
    public static ExportReadings Of(Compilation compilation) => s_all.GetValue(compilation, static _ => new ExportReadings());

    /// <summary>What the reader makes of a class; null if it is not to be exported.</summary>
    public ExportReading? Read(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation) =>
        _readings.TryGetValue(type, out var reading)
            ? reading
            : _readings.GetOrAdd(type, ExportReader.Read(type, compilation, cancellation));
}
