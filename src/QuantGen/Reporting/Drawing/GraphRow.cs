using QuantGen.Graph;

namespace QuantGen.Reporting.Drawing;

/// <summary>A line of a graph's picture: an input, or an operation with what is computed along with it.</summary>
internal sealed class GraphRow
{
    /// <summary>Where it is in the model: the path of its layer, or the name of an input.</summary>
    public required string Path { get; init; }

    /// <summary>The operations, the first one first.</summary>
    public required List<string> Operations { get; init; }

    /// <summary>What it gives on: type and shape.</summary>
    public required GraphInfo Result { get; set; }

    /// <summary>How the values that it reads are rounded, and its weights, as <c>s8 x s8 per channel</c>; empty where it computes in float.</summary>
    public List<string> Formats { get; } = [];

    /// <summary>The rows whose values it reads, each with whether the value is rounded on the way.</summary>
    public List<GraphLink> Reads { get; } = [];

    /// <summary>Whether anything that it reads is rounded to levels, or what it gives.</summary>
    public bool IsQuantized { get; set; }

    /// <summary>Whether the graph gives its value back.</summary>
    public bool IsOutput { get; set; }
}
