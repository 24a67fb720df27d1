using QuantGen.Graph;
using QuantGen.Onnx.Lowering;

namespace QuantGen.Onnx.Verification;

/// <summary>The sessions of ONNX Runtime that a verification runs.</summary>
internal sealed class VerifiedSessions : IDisposable
{
    private readonly ModelFolder _folder = new();

    /// <summary>Loads a model.</summary>
    /// <param name="library">ONNX Runtime; null for no sessions.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="model">What was made of it.</param>
    /// <param name="perNode">Whether there is a session that gives back what the nodes compute.</param>
    public VerifiedSessions(OnnxRuntimeLibrary? library, QuantGraph graph, OnnxModel model, bool perNode)
    {
        Whole = [];
        NodeValues = [];
        if (library is null)
            return;

        try
        {
            var path = _folder.Save(model, "model.onnx");
            Whole =
            [
                (ExportRunner.OnnxRuntime, new OnnxSession(library, path, new() { Optimization = OnnxOptimization.None })),
                (ExportRunner.OnnxRuntimeOptimized, new OnnxSession(library, path)),
            ];
            if (!perNode)
                return;

            var made = model.Graph.Nodes.SelectMany(static node => node.Outputs).ToHashSet(StringComparer.Ordinal);
            made.ExceptWith(model.Graph.Outputs.Select(static output => output.Name));
            NodeValues = [.. graph.Nodes.Where(static node => node.Inputs.Any(static input => input is { Constant: null })).SelectMany(static node => node.Outputs).Where(value => made.Contains(value.Name))];
            Nodes = new OnnxSession(library, _folder.Save(WithOutputs(model, NodeValues), "nodes.onnx"), new() { Optimization = OnnxOptimization.None });
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Those that give back what the model does.</summary>
    public IReadOnlyList<(ExportRunner Runner, OnnxSession Session)> Whole { get; }

    /// <summary>The one that also gives back, behind the model's outputs, <see cref="NodeValues"/>; null for none.</summary>
    public OnnxSession? Nodes { get; }

    /// <summary>What nodes compute in between.</summary>
    public IReadOnlyList<GraphInfo> NodeValues { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, session) in Whole)
            session.Dispose();

        Nodes?.Dispose();
        _folder.Dispose();
    }

    private static OnnxModel WithOutputs(OnnxModel model, IReadOnlyList<GraphInfo> values) => new()
    {
        IrVersion = model.IrVersion,
        OperatorSets = model.OperatorSets,
        Graph = new OnnxGraph
        {
            Name = model.Graph.Name,
            Nodes = model.Graph.Nodes,
            Initializers = model.Graph.Initializers,
            Inputs = model.Graph.Inputs,
            Outputs = [.. model.Graph.Outputs, .. values.Select(static value => GraphLowering.Info(value, value.Name))],
        },
    };
}
