using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using QuantGen.ModelReading.Exports;
using QuantGen.ModelReading.Models;

namespace QuantGen.ModelReading.Reading;

/// <summary>What is found once for a compilation, whichever class asks first, and goes with it.</summary>
/// <param name="compilation">The compilation.</param>
internal sealed class CompilationFacts(Compilation compilation)
{
    private static readonly ConditionalWeakTable<Compilation, CompilationFacts> s_instances = new();

    private StrongBox<bool>? _areExported;

    /// <summary>The heads of its files.</summary>
    public FileHeads Heads => field ??= new FileHeads(compilation);

    /// <summary>The options of its assembly.</summary>
    public OptionsModel Options => field ??= AssemblyOptions.Find(compilation);

    /// <summary>Whether its assembly asks for the export of all classes.</summary>
    public bool AreExported => (_areExported ??= new StrongBox<bool>(ExportedClasses.AsksForAll(compilation))).Value;

    /// <summary>The names of its types.</summary>
    public DeclaredNames Names => field ?? Interlocked.CompareExchange(ref field, new DeclaredNames(compilation), null) ?? field;

    /// <summary>The scopes of its classes.</summary>
    public NameScopes Scopes { get; } = new();

    /// <summary>The facts of a compilation.</summary>
    public static CompilationFacts Of(Compilation compilation) => s_instances.GetValue(compilation, static compilation => new CompilationFacts(compilation));
}
