namespace QuantGen.Generators.Tests.Fuzzing.Writing;

/// <summary>Statements that models of this kind have in common, with the fields that they need declared.</summary>
/// <param name="Lines">The statements; <c>$x</c> is the tensor they begin with, <c>$y</c> the variable they leave their result in, <c>$n</c> a number that makes locals unique.</param>
internal sealed record Idiom(params IReadOnlyList<string> Lines);
