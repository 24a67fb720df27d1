namespace QuantGen.Training;

/// <summary>What a file says of a group of an optimizer.</summary>
/// <param name="Options">What it is trained with, by torch's names; flags are 0 or 1.</param>
/// <param name="Parameters">Its parameters, in order.</param>
internal sealed record OptimizerGroupDescription(IReadOnlyDictionary<string, double> Options, IReadOnlyList<OptimizedParameterDescription> Parameters);
