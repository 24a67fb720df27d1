namespace QuantGen.Training;

/// <summary>What a file says of what an optimizer remembers of a parameter.</summary>
/// <param name="Name">The parameter's name in the model.</param>
/// <param name="Slots">The names of the tensors that there are.</param>
/// <param name="Steps">How many steps were made; 0 where the optimizer does not count.</param>
internal sealed record OptimizedParameterDescription(string Name, IReadOnlyList<string> Slots, long Steps);
