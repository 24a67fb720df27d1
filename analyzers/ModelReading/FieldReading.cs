using Microsoft.CodeAnalysis;
using QuantGen.ModelReading.Models;

namespace QuantGen.ModelReading;

/// <summary>A field of the model and where the source declares it.</summary>
/// <param name="Model">What was read.</param>
/// <param name="Symbol">The field, the property or the primary constructor's parameter.</param>
/// <param name="Name">Its name in the declaration.</param>
internal sealed record FieldReading(FieldModel Model, ISymbol Symbol, SyntaxToken Name);
