namespace QuantGen.Graph;

/// <content>What makes a graph well formed.</content>
public sealed partial class QuantGraph
{
    /// <summary>Looks whether names are unique, nodes stand behind what they read, and types and shapes are those that follow from the operations.</summary>
    /// <exception cref="GraphException">Something is not so; the message names the node or value.</exception>
    public void Verify() => GraphVerification.Verify(this);
}
