namespace QuantGen.Graph.Passes;

/// <summary>One way to make a graph smaller. What was well formed stays so.</summary>
internal interface IGraphPass
{
    /// <summary>Changes the graph.</summary>
    void Run(QuantGraph graph);
}
