using QuantGen.Graph;
using QuantGen.Onnx.Verification;
using static TorchSharp.torch;

namespace QuantGen.Onnx;

/// <summary>
/// Runs a model, its graph in the interpreter, and its file in ONNX Runtime - without optimizations, where each node does what the standard says, and with all of them - on the same inputs, and
/// counts where they differ.
/// </summary>
public static class ExportVerification
{
    /// <summary>Compares a model of one input and output with its graph and its file.</summary>
    /// <param name="model">The model or twin that the graph is of, in evaluation mode.</param>
    /// <param name="graph">Its graph.</param>
    /// <param name="inputs">Tensors of the graph's input shape.</param>
    /// <param name="options">What is compared; null for the defaults.</param>
    /// <exception cref="OnnxException">The graph cannot be exported, or ONNX Runtime does not take the file.</exception>
    public static ExportReport Run(nn.Module<Tensor, Tensor> model, QuantGraph graph, IEnumerable<Tensor> inputs, ExportVerificationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inputs);
        return Run(tensors => [model.call(tensors[0])], graph, inputs.Select(static input => (IReadOnlyList<Tensor>)[input]), options);
    }

    /// <summary>Compares a model with its graph and its file.</summary>
    /// <param name="model">Runs the model or twin that the graph is of, in evaluation mode: given its inputs in order, gives back its outputs in order.</param>
    /// <param name="graph">Its graph.</param>
    /// <param name="inputs">Lists of tensors, one for each input of the graph in order.</param>
    /// <param name="options">What is compared; null for the defaults.</param>
    /// <exception cref="OnnxException">The graph cannot be exported, or ONNX Runtime does not take the file.</exception>
    public static ExportReport Run(Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> model, QuantGraph graph, IEnumerable<IReadOnlyList<Tensor>> inputs, ExportVerificationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(inputs);
        options ??= new ExportVerificationOptions();
        var exported = OnnxExport.ToModel(graph, options.Onnx);
        var interpreter = new GraphInterpreter(graph);
        string? missing = null;
        OnnxRuntimeLibrary? loaded = null;
        var library = options.Library;
        if (library is null && OnnxRuntimeLibrary.TryLoad(path: null, out loaded, out missing))
            library = loaded;

        using var owned = loaded;
        using var sessions = new VerifiedSessions(library, graph, exported, options.PerNode);
        using var isolated = options.Isolated && library is not null && QuantizerCut.IsPossible(graph) ? new IsolatedRun(library, graph, options.Onnx) : null;
        var (outputs, nodes, stretches) = (new Tally(), new Tally(), new Tally());
        foreach (var tensors in inputs)
        {
            using var scope = NewDisposeScope();
            using var noGradient = no_grad();
            var expected = model(tensors);
            if (expected.Count != graph.Outputs.Count)
                throw new ArgumentException($"The model gives back {expected.Count} tensors, and its graph {graph.Outputs.Count}.", nameof(model));

            outputs.Add(ExportRunner.Interpreter, graph.Outputs, expected, interpreter.Run(tensors));
            foreach (var (runner, session) in sessions.Whole)
                outputs.Add(runner, graph.Outputs, expected, session.Run(tensors));

            if (sessions.Nodes is { } all)
                AddNodes(nodes, interpreter, tensors, sessions.NodeValues, all.Run(tensors));
            isolated?.Add(interpreter, tensors, stretches);
        }

        return new ExportReport(outputs.Comparisons(), nodes.Comparisons(), stretches.Comparisons(), missing);
    }

    private static void AddNodes(Tally tally, GraphInterpreter interpreter, IReadOnlyList<Tensor> inputs, IReadOnlyList<GraphInfo> values, IReadOnlyList<Tensor> results)
    {
        var byValue = values.Zip(results.Skip(results.Count - values.Count)).ToDictionary(static pair => pair.First, static pair => pair.Second);
        foreach (var output in interpreter.Run(inputs, (node, computed) =>
        {
            for (var i = 0; i < computed.Count; i++)
            {
                if (byValue.TryGetValue(node.Outputs[i], out var result))
                    tally.Add(ExportRunner.OnnxRuntime, [node.Outputs[i]], [computed[i]], [result]);
            }
        }))
        {
            output.Dispose();
        }
    }
}
