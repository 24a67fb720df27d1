using QuantGen.Graph;
using QuantGen.Onnx;

namespace QuantGen.Tests.Onnx.Support;

/// <summary>What becomes of a graph in ONNX Runtime.</summary>
internal static class Exported
{
    /// <summary>The operators of the graph that ONNX Runtime makes of a graph's file with all optimizations, sorted, each with its count; but for the transpositions to the layout of its kernels.</summary>
    public static string Optimized(QuantGraph graph, OnnxOptions? options = null)
    {
        using var folder = new OnnxFolder();
        using (new OnnxSession(Ort.Library, OnnxExport.ToModel(graph, options).ToBytes(), new() { OptimizedModelPath = folder.Path() }))
        {
            return Operators(OnnxModel.Load(folder.Path()));
        }
    }

    /// <summary>The operators of a model, sorted, each with its count; but for transpositions.</summary>
    public static string Operators(OnnxModel model) =>
        string.Join(", ", model.Graph.Nodes.Where(static node => node.OpType != "Transpose").GroupBy(static node => node.OpType).OrderBy(static group => group.Key, StringComparer.Ordinal).Select(static group => $"{group.Count()} {group.Key}"));

    /// <summary>Compares a graph's file, run by ONNX Runtime, with the interpreter, on the samples of the graph.</summary>
    public static ExportReport Verify(HandGraph hand, QuantGraph graph, OnnxOptions? options = null)
    {
        var interpreter = new GraphInterpreter(graph);
        return ExportVerification.Run(tensors => interpreter.Run(tensors), graph, [hand.Samples], new() { Onnx = options ?? new(), Library = Ort.Library, PerNode = true });
    }

    /// <summary>How many elements differ in a runner, over all outputs.</summary>
    public static long Mismatches(this ExportReport report, ExportRunner runner) => report.Outputs.Where(comparison => comparison.Runner == runner).Sum(static comparison => comparison.Mismatches);
}
