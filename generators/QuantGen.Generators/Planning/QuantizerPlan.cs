using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>A quantizer that is a field of the twin itself.</summary>
/// <param name="Name">The field.</param>
/// <param name="Guards">The conditions under which forward reaches it; where one does not hold the field stays null, or it would never get a range.</param>
/// <param name="IsUnsigned">Whether what it quantizes is never negative, so that levels start at zero.</param>
internal abstract record QuantizerPlan(string Name, EquatableArray<GuardModel> Guards, bool IsUnsigned);
