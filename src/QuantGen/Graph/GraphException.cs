namespace QuantGen.Graph;

/// <summary>A model cannot be turned into a graph, or a graph is not well formed; the message names the layer or node and says what to do.</summary>
public sealed class GraphException : Exception
{
    /// <summary>An error without a message.</summary>
    public GraphException()
    {
    }

    /// <summary>An error with a message.</summary>
    /// <param name="message">One sentence: which layer or node, what is wrong, what to do.</param>
    public GraphException(string message)
        : base(message)
    {
    }

    /// <summary>An error with a message and a cause.</summary>
    /// <param name="message">One sentence: which layer or node, what is wrong, what to do.</param>
    /// <param name="innerException">The cause.</param>
    public GraphException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
