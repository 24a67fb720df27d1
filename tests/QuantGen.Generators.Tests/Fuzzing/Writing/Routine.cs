namespace QuantGen.Generators.Tests.Fuzzing.Writing;

/// <summary>A method or local function that a body may call.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Form">What it takes and gives.</param>
internal sealed record Routine(string Name, RoutineForm Form);
