namespace QuantGen.Generators.Planning;

/// <summary>A quantizer that is a field of the twin itself.</summary>
/// <param name="Name">The field.</param>
internal abstract record QuantizerPlan(string Name);
