using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>Quantizes the skip operand of a sum.</summary>
/// <param name="Name">The field.</param>
/// <param name="Guards">The conditions under which forward reaches it.</param>
/// <param name="Operand">The operand as written.</param>
/// <param name="Sum">The sum as written.</param>
internal sealed record ResidualQuantizer(string Name, EquatableArray<GuardModel> Guards, string Operand, string Sum) : QuantizerPlan(Name, Guards);
