using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QuantGen.Benchmarks.Generators;

/// <summary>
/// What Roslyn takes for a generator that finds its classes by <c>ForAttributeWithMetadataName</c>, asks them for their names and writes
/// nothing: the floor of all that are made so.
/// </summary>
public sealed class EmptyGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var names = context.SyntaxProvider.ForAttributeWithMetadataName(
            "QuantGen.QuantizeAttribute", static (node, _) => node is TypeDeclarationSyntax, static (found, _) => found.TargetSymbol.Name);
        context.RegisterSourceOutput(names, static (_, _) => { });
    }
}
