using QuantGen.Testing.Randomness;
using Xunit;

// Grad mode, the default data type and the random generator are the process's own: tests take turns.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: SeededTorch]
