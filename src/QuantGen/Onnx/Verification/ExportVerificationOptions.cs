namespace QuantGen.Onnx;

/// <summary>What <see cref="ExportVerification"/> compares.</summary>
public sealed record ExportVerificationOptions
{
    /// <summary>How the graph is exported.</summary>
    public OnnxOptions Onnx { get; init; } = new();

    /// <summary>ONNX Runtime; null for the library that <see cref="OnnxRuntimeLibrary.PathVariable"/> names, without which the interpreter alone is compared.</summary>
    public OnnxRuntimeLibrary? Library { get; init; }

    /// <summary>Whether what each node computes is compared too, between the interpreter and ONNX Runtime without optimizations. Differences add up from node to node; the first in the list is where they begin.</summary>
    public bool PerNode { get; init; }

    /// <summary>
    /// Whether the graph is also cut at its quantizers, and each stretch run by ONNX Runtime, without optimizations, on what the interpreter computed before it: how often a value falls on another
    /// level there, without what such a value changes behind it. Where floating-point sums come out in another order a value close to the middle between two levels may fall on either.
    /// </summary>
    public bool Isolated { get; init; }
}
