namespace QuantGen.Generators.Planning;

/// <summary>Quantizes what the network returns. It is absent where the twin stands inside another, which reads the result itself.</summary>
/// <param name="Name">The field.</param>
/// <param name="IsUnsigned">Whether what it quantizes is never negative.</param>
/// <param name="Position">Which of the returned tensors, from 0.</param>
internal sealed record OutputQuantizer(string Name, bool IsUnsigned, int Position) : QuantizerPlan(Name, default, IsUnsigned);
