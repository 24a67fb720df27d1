using QuantGen.Testing.Randomness;
using Xunit;

// Torch's seed and number of threads belong to the process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: SeededTorch]
