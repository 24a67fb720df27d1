namespace QuantGen.Generators.Planning;

/// <summary>Quantizes the skip operand of a sum.</summary>
/// <param name="Name">The field.</param>
/// <param name="Operand">The operand as written.</param>
/// <param name="Sum">The sum as written.</param>
internal sealed record ResidualQuantizer(string Name, string Operand, string Sum) : QuantizerPlan(Name);
