using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>Quantizes the result of an operation.</summary>
/// <param name="Name">The field.</param>
/// <param name="Guards">The conditions under which forward reaches it.</param>
/// <param name="IsUnsigned">Whether what it quantizes is never negative.</param>
/// <param name="Whole">The operation as written.</param>
internal sealed record ResultQuantizer(string Name, EquatableArray<GuardModel> Guards, bool IsUnsigned, string Whole)
    : QuantizerPlan(Name, Guards, IsUnsigned);
