using Microsoft.CodeAnalysis;

namespace QuantGen.ModelReading.Reading;

/// <summary>
/// Tells what a compilation's own files declare. In an editor the symbols of a project that another one refers to come with their syntax, of which this
/// compilation has no semantic model, and which a build does not see: to a reader they are a library's, as there.
/// </summary>
internal static class OwnSource
{
    /// <summary>Whether a file of the compilation declares a symbol.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="symbol">The symbol.</param>
    public static bool Declares(this Compilation compilation, ISymbol symbol) =>
        !symbol.DeclaringSyntaxReferences.IsEmpty && SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, compilation.Assembly);

    /// <summary>Whether the project or library that declares a symbol declares another one too.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="other">The other one.</param>
    public static bool IsBeside(this ISymbol symbol, ISymbol? other) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, other?.ContainingAssembly);
}
