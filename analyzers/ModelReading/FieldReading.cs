using Microsoft.CodeAnalysis;
using QuantGen.ModelReading.Models;
using QuantGen.ModelReading.Reading;

namespace QuantGen.ModelReading;

/// <summary>A field of the model and where the source declares it.</summary>
/// <param name="Model">What was read.</param>
/// <param name="Declaration">The field, the property or the primary constructor's parameter.</param>
internal sealed record FieldReading(FieldModel Model, FieldDeclaration Declaration)
{
    /// <summary>Its symbol.</summary>
    public ISymbol Symbol => Declaration.Symbol;

    /// <summary>Its name in the declaration.</summary>
    public SyntaxToken Name => Declaration.Name;
}
