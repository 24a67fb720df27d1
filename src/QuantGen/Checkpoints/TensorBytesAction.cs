namespace QuantGen.Checkpoints;

/// <summary>Takes a part of a tensor's memory.</summary>
/// <param name="bytes">The part, which may be read and written while the action runs.</param>
internal delegate void TensorBytesAction(Span<byte> bytes);
