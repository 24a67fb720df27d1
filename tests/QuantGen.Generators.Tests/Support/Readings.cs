using Microsoft.CodeAnalysis;
using QuantGen.ModelReading;

namespace QuantGen.Generators.Tests.Support;

/// <summary>Reads annotated classes as generator and rules do.</summary>
internal static class Readings
{
    /// <summary>The reading of a class among the given texts.</summary>
    /// <param name="className">The class by its simple name.</param>
    /// <param name="sources">The files.</param>
    public static ClassReading Of(string className, params ReadOnlySpan<string> sources)
    {
        var compilation = Generation.Compile(sources);
        var type = compilation.GetSymbolsWithName(className, SymbolFilter.Type).OfType<INamedTypeSymbol>().Single();
        return ClassReader.Read(type, tree => compilation.GetSemanticModel(tree), CancellationToken.None)
            ?? throw new ArgumentException($"{className} carries no annotation.", nameof(className));
    }

    /// <summary>The text that a problem points at.</summary>
    public static string Text(this Problem problem) => problem.Location.SourceTree!.ToString().Substring(problem.Location.SourceSpan.Start, problem.Location.SourceSpan.Length);
}
