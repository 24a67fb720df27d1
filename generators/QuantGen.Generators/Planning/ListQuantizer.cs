using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>Quantizes the tensors of a concatenation with one range, so that their numbers mean the same where they stand side by side.</summary>
/// <param name="Name">The field.</param>
/// <param name="Guards">The conditions under which forward reaches it.</param>
/// <param name="IsUnsigned">Whether what it quantizes is never negative.</param>
/// <param name="Whole">The concatenation as written.</param>
internal sealed record ListQuantizer(string Name, EquatableArray<GuardModel> Guards, bool IsUnsigned, string Whole) : QuantizerPlan(Name, Guards, IsUnsigned);
