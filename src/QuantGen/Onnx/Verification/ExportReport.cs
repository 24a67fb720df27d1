using System.Globalization;
using System.Text;

namespace QuantGen.Onnx;

/// <summary>What <see cref="ExportVerification"/> found.</summary>
/// <param name="Outputs">The model's outputs: those of each runner beside the model's own.</param>
/// <param name="Nodes">What the nodes compute, in the order of the graph; empty unless it was asked for.</param>
/// <param name="Isolated">What each quantizer gives on the interpreter's values before it; empty unless it was asked for.</param>
/// <param name="Missing">Why ONNX Runtime did not run; null if it did.</param>
public sealed record ExportReport(IReadOnlyList<ExportComparison> Outputs, IReadOnlyList<ExportComparison> Nodes, IReadOnlyList<ExportComparison> Isolated, string? Missing)
{
    /// <summary>The first node from which on ONNX Runtime, without optimizations, differs from the interpreter: by a level, or a relative error above 1e-4. Null if none does, or nodes were not compared.</summary>
    public ExportComparison? FirstDifference => Nodes.FirstOrDefault(static node => node.MostLevels is not null ? node.Mismatches > 0 : node.RelativeError > 1e-4);

    /// <summary>How many values of <see cref="Isolated"/> are on another level.</summary>
    public long IsolatedMismatches => Isolated.Sum(static value => value.Mismatches);

    /// <summary>The share of values of <see cref="Isolated"/> that are on another level.</summary>
    public double IsolatedShare => Isolated.Count == 0 ? 0 : IsolatedMismatches / (double)Isolated.Sum(static value => value.Elements);

    /// <summary>The comparisons, a line each.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var comparison in Outputs)
            text.Append(comparison).Append('\n');
        if (Nodes.Count > 0)
            text.Append(FirstDifference is { } first ? $"The first node that differs: {first}" : $"All {Nodes.Count} values in between agree.").Append('\n');
        if (Isolated.Count > 0)
            text.Append(CultureInfo.InvariantCulture, $"Quantizer by quantizer: {IsolatedMismatches} of {Isolated.Sum(static value => value.Elements)} values on another level, by {Isolated.Max(static value => value.MostLevels):0.#} at most").Append('\n');
        if (Missing is not null)
            text.Append(Missing).Append('\n');

        return text.ToString();
    }
}
