using static TorchSharp.torch;

namespace QuantGen.Graph.Operators;

/// <summary>Computes an operation with torch; the inputs fit.</summary>
/// <param name="call">The inputs' types and the settings.</param>
/// <param name="inputs">The inputs; null for one that is left out.</param>
/// <returns>New tensors or views; everything else goes with the caller's scope.</returns>
internal delegate IReadOnlyList<Tensor> Evaluate(OperationCall call, IReadOnlyList<Tensor?> inputs);
