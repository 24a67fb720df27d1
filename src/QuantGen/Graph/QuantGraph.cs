using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <summary>What a model computes in evaluation mode, as operations over values of known shape.</summary>
/// <remarks>
/// Constants share the memory of the model's parameters: a graph is good until the model is trained further. Disposing the graph frees what was computed for it, as merged weights, and nothing of the
/// model's.
/// </remarks>
public sealed partial class QuantGraph : IDisposable
{
    private readonly List<Tensor> _owned;

    internal QuantGraph(string name, IReadOnlyList<GraphInfo> inputs, IReadOnlyList<GraphInfo> outputs, IReadOnlyList<GraphNode> nodes, IReadOnlyList<Tensor>? owned = null)
    {
        Name = name;
        Inputs = inputs;
        Outputs = outputs;
        Nodes = nodes;
        _owned = [.. owned ?? []];
    }

    /// <summary>The model's class.</summary>
    public string Name { get; }

    /// <summary>What the graph is given.</summary>
    public IReadOnlyList<GraphInfo> Inputs { get; }

    /// <summary>What it gives back.</summary>
    public IReadOnlyList<GraphInfo> Outputs { get; internal set; }

    /// <summary>The operations, each behind those whose values it reads.</summary>
    public IReadOnlyList<GraphNode> Nodes { get; internal set; }

    /// <summary>Makes the graph of a model that takes one input of floats.</summary>
    /// <param name="model">A class with <c>[Export]</c>, its twin, another <see cref="ITraceable"/>, or a layer that has a form in graphs.</param>
    /// <param name="shape">The extents of the input, the batch included.</param>
    /// <exception cref="GraphException">A layer has no form in a graph; the message names it.</exception>
    public static QuantGraph Of(nn.Module model, long[] shape) => Of(model, new GraphInput(shape));

    /// <summary>Makes the graph of a model. What the model computes is traced in evaluation mode; the model stays as it was.</summary>
    /// <param name="model">A class with <c>[Export]</c>, its twin, another <see cref="ITraceable"/>, or a layer that has a form in graphs.</param>
    /// <param name="inputs">The shape, and type, of each input.</param>
    /// <exception cref="GraphException">A layer has no form in a graph; the message names it.</exception>
    public static QuantGraph Of(nn.Module model, params IReadOnlyList<GraphInput> inputs)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inputs);
        return GraphTracing.Trace(model, inputs);
    }

    /// <summary>Frees the constants that were made for the graph. The model's own tensors stay.</summary>
    public void Dispose()
    {
        foreach (var tensor in _owned)
            tensor.Dispose();

        _owned.Clear();
    }

    /// <summary>Makes the graph the owner of a tensor that no dispose scope holds.</summary>
    internal void Own(Tensor tensor) => _owned.Add(tensor);
}
