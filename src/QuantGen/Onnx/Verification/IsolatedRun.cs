using QuantGen.Graph;
using static TorchSharp.torch;

namespace QuantGen.Onnx.Verification;

/// <summary>Runs a graph in ONNX Runtime from quantizer to quantizer, each stretch on what the interpreter computed before it.</summary>
internal sealed class IsolatedRun : IDisposable
{
    private readonly QuantizerCut _cut;
    private readonly OnnxSession _session;

    /// <summary>Loads the cut graph.</summary>
    /// <param name="library">ONNX Runtime.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="options">How it is exported.</param>
    public IsolatedRun(OnnxRuntimeLibrary library, QuantGraph graph, OnnxOptions options)
    {
        _cut = QuantizerCut.Of(graph, out var cut);
        using var owned = cut;
        using var folder = new ModelFolder();
        var path = folder.Save(OnnxExport.ToModel(cut, options with { AllowFloatLayers = true }), "isolated.onnx");
        _session = new OnnxSession(library, path, new() { Optimization = OnnxOptimization.None });
    }

    /// <summary>Compares the values of one run.</summary>
    /// <param name="interpreter">The interpreter of the graph.</param>
    /// <param name="inputs">The graph's inputs.</param>
    /// <param name="tally">Takes the comparisons.</param>
    public void Add(GraphInterpreter interpreter, IReadOnlyList<Tensor> inputs, Tally tally)
    {
        using var scope = NewDisposeScope();
        var computed = new Dictionary<GraphInfo, Tensor>();
        var wanted = _cut.Values.ToHashSet();
        interpreter.Run(inputs, (node, results) =>
        {
            if (wanted.Contains(node.Outputs[0]))
                computed.Add(node.Outputs[0], results[0].clone().MoveToOtherDisposeScope(scope));
        });
        Tensor[] expected = [.. _cut.Values.Select(value => computed[value])];
        tally.Add(ExportRunner.OnnxRuntime, _cut.Values, expected, _session.Run([.. inputs, .. expected.Select(static value => value.contiguous())]));
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();
}
