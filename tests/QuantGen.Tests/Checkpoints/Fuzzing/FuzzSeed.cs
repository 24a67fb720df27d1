namespace QuantGen.Tests.Checkpoints.Fuzzing;

/// <summary>A file that is in order, to be damaged.</summary>
/// <param name="Name">Its name for messages.</param>
/// <param name="Bytes">Its content.</param>
/// <param name="Structures">The parts of it that are not elements of tensors: where a change has consequences.</param>
internal sealed record FuzzSeed(string Name, byte[] Bytes, IReadOnlyList<Range> Structures);
