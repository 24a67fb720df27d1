namespace QuantGen.Graph;

/// <summary>
/// A module that can say what it computes as operations of a graph. Classes with <c>[Export]</c> and their twins get it from the generator; a layer written by hand takes part by implementing it.
/// </summary>
public interface ITraceable
{
    /// <summary>Computes over values of a graph what forward computes over tensors in evaluation mode.</summary>
    /// <param name="inputs">The arguments of forward that are tensors, in its order.</param>
    /// <returns>The tensors that forward returns, in its order.</returns>
    IReadOnlyList<GraphValue> Trace(IReadOnlyList<GraphValue> inputs);
}
