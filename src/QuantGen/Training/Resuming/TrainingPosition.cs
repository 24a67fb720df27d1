using System.Runtime.InteropServices;

namespace QuantGen.Training;

/// <summary>How far a training is.</summary>
/// <param name="Epoch">How many epochs are complete; the number of the one that is under way.</param>
/// <param name="Iteration">How many iterations of that epoch are complete; the number of the next.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TrainingPosition(int Epoch, int Iteration = 0);
