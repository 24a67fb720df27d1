using QuantGen.Testing.Randomness;
using Xunit;

// Models are large, and torch's seed and number of threads belong to the process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: SeededTorch]
