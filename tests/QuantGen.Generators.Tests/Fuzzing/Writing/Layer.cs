namespace QuantGen.Generators.Tests.Fuzzing.Writing;

/// <summary>A layer that a body may call.</summary>
/// <param name="Name">The field, with <c>this.</c> where a local of that name may hide it.</param>
/// <param name="IsNullable">Whether it may be missing.</param>
internal sealed record Layer(string Name, bool IsNullable);
