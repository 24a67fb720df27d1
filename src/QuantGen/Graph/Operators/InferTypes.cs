namespace QuantGen.Graph.Operators;

/// <summary>Finds the types of an operation's results, and refuses inputs that do not fit.</summary>
/// <param name="call">The inputs' types and the settings.</param>
/// <exception cref="GraphException">The inputs do not fit.</exception>
internal delegate IReadOnlyList<GraphType> InferTypes(OperationCall call);
