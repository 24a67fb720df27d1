namespace QuantGen.Checkpoints.Safetensors;

/// <summary>Makes something of a text in UTF-8.</summary>
/// <param name="text">The text, good until the function returns.</param>
/// <param name="budget">What may be taken for it.</param>
internal delegate T Utf8Func<out T>(ReadOnlySpan<byte> text, ReadBudget budget);
