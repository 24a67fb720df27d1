using Microsoft.CodeAnalysis;

namespace QuantGen.Benchmarks.Generators;

/// <summary>
/// A generator that asks the compilation for one type and writes nothing: what Roslyn takes to run a generator and to have a new compilation ready
/// for its first question, whatever that is.
/// </summary>
public sealed class LeastGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var isThere = context.CompilationProvider.Select(static (compilation, _) => compilation.GetTypeByMetadataName("QuantGen.QuantizeAttribute") is not null);
        context.RegisterSourceOutput(isThere, static (_, _) => { });
    }
}
