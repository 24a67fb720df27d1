namespace QuantGen.Onnx;

/// <summary>How ONNX Runtime runs a model.</summary>
public sealed record OnnxSessionOptions
{
    /// <summary>How far the graph is changed first.</summary>
    public OnnxOptimization Optimization { get; init; } = OnnxOptimization.All;

    /// <summary>How many threads an operation may use; 0 for as many as there are cores.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Where the changed graph is saved; null for nowhere.</summary>
    public string? OptimizedModelPath { get; init; }

    /// <summary>ONNX Runtime's own settings of a session by name, such as <c>session.qdqisint8allowed</c>.</summary>
    public IReadOnlyDictionary<string, string> Entries { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
