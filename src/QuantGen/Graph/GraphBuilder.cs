using QuantGen.Graph.Operators;
using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <summary>Takes the nodes of a graph while a model is traced, and names them by the layers that they come from.</summary>
public sealed class GraphBuilder
{
    private readonly Dictionary<nn.Module, string> _paths = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<object, string> _keys = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<object, GraphInfo> _constants = new(ReferenceEqualityComparer.Instance);
    private readonly Stack<string> _entered = new();
    private readonly List<GraphNode> _nodes = [];
    private readonly List<Tensor> _owned = [];
    private readonly UniqueNames _nodeNames = new();
    private readonly UniqueNames _valueNames = new();

    internal GraphBuilder(nn.Module model)
    {
        Name = model.GetName();
        foreach (var (name, module) in model.named_modules())
            _paths.TryAdd(module, name);
        foreach (var (name, tensor) in model.named_parameters())
            _keys.TryAdd(tensor, name);
        foreach (var (name, tensor) in model.named_buffers())
            _keys.TryAdd(tensor, name);
    }

    /// <summary>The path of the innermost layer entered, as in state_dict; empty for the model itself.</summary>
    internal string Path => _entered.TryPeek(out var path) ? path : "";

    /// <summary>The nodes so far.</summary>
    internal IReadOnlyList<GraphNode> Nodes => _nodes;

    /// <summary>The tensors that the graph will own: a handle for each constant, which may share its memory with the model.</summary>
    internal IReadOnlyList<Tensor> Owned => _owned;

    private string Name { get; }

    /// <summary>Adds an operation with one result.</summary>
    /// <param name="operation">Its name in ONNX, or one of <see cref="GraphOperators"/>.</param>
    /// <param name="inputs">What it reads; null for an optional input that is left out.</param>
    /// <param name="attributes">Its settings; null for none.</param>
    /// <returns>The result; its type and shape follow from the operation.</returns>
    /// <exception cref="GraphException">The operation is unknown, or does not take these inputs.</exception>
    public GraphValue Add(string operation, IReadOnlyList<GraphValue?> inputs, GraphAttributeCollection? attributes = null) =>
        AddMany(operation, inputs, attributes)[0];

    /// <summary>Adds an operation with several results.</summary>
    /// <param name="operation">Its name in ONNX, or one of <see cref="GraphOperators"/>.</param>
    /// <param name="inputs">What it reads; null for an optional input that is left out.</param>
    /// <param name="attributes">Its settings; null for none.</param>
    /// <returns>The results; their number, types and shapes follow from the operation.</returns>
    /// <exception cref="GraphException">The operation is unknown, or does not take these inputs.</exception>
    public IReadOnlyList<GraphValue> AddMany(string operation, IReadOnlyList<GraphValue?> inputs, GraphAttributeCollection? attributes = null)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(inputs);
        return [.. AddNode(operation, [.. inputs.Select(input => input?.In(this))], attributes ?? []).Outputs.Select(output => new GraphValue(this, output))];
    }

    /// <summary>Adds an operation on values of the graph.</summary>
    internal GraphNode AddNode(string operation, IReadOnlyList<GraphInfo?> inputs, GraphAttributeCollection attributes)
    {
        var wanted = $"/{(Path.Length == 0 ? "" : Path.Replace('.', '/') + "/")}{operation}";
        IReadOnlyList<GraphType?> types = [.. inputs.Select(static input => input?.Type)];
        var results = GraphOperations.Find(operation, wanted).Types(wanted, types, attributes);
        var name = _nodeNames.Take(wanted);
        var node = new GraphNode(name, operation, inputs, attributes);
        node.Outputs = [.. results.Select((type, i) => new GraphInfo(_valueNames.Take($"{name}_output_{i}"), type.ElementType, type.Shape) { Producer = node })];
        if (attributes.TryGet(GraphOperators.QuantizationAttribute, out var quantization))
            node.Outputs[0].Quantization = (Quantization)quantization;

        _nodes.Add(node);
        return node;
    }

    /// <summary>An input of the graph.</summary>
    /// <exception cref="GraphException">The name is taken, or an extent is negative.</exception>
    internal GraphInfo Input(GraphInput input, int index)
    {
        var wanted = input.Name ?? (index == 0 ? "input" : $"input_{index + 1}");
        if (input.Shape.Any(static extent => extent < 0))
            throw new GraphException($"The input {wanted} of {Name} has the shape {Shapes.Text(input.Shape)}: every extent must be known.");

        return _valueNames.TryTake(wanted)
            ? new GraphInfo(wanted, input.ElementType, [.. input.Shape])
            : throw new GraphException($"Two inputs of {Name} are named {wanted}: give each a name of its own.");
    }

    /// <summary>Begins a layer: nodes added until the result is disposed are named by its path in the model.</summary>
    /// <param name="layer">The layer.</param>
    internal IDisposable Enter(nn.Module layer)
    {
        // A layer outside of the model's tree, as a float layer held inside of a twin's, goes under the name of what holds it.
        _entered.Push(_paths.GetValueOrDefault(layer) ?? Path);
        return new Layer(_entered);
    }

    /// <summary>
    /// A tensor as a constant: named by its key where it is a parameter or buffer of the model; the same tensor is the same constant. Its memory is shared, unless its type or device needs a copy.
    /// </summary>
    /// <param name="tensor">The tensor, which nothing may change while the graph is in use.</param>
    /// <param name="name">What it is called behind the path of the layer where it is no parameter or buffer; null for constant.</param>
    internal GraphInfo Constant(Tensor tensor, string? name = null)
    {
        if (_constants.TryGetValue(tensor, out var known))
            return known;

        var values = ElementTypes.Normalized(tensor).DetachFromDisposeScope();
        _owned.Add(values);
        var own = Path.Length == 0 ? name ?? "constant" : $"{Path}.{name ?? "constant"}";
        var info = new GraphInfo(_valueNames.Take(_keys.GetValueOrDefault(tensor) ?? own), ElementTypes.Of(values.dtype), values.shape) { Constant = new GraphConstant(values) };
        _constants.Add(tensor, info);
        return info;
    }

    /// <summary>A tensor that code of the model computed: copied unless the model owns it, for the code may go on to change it.</summary>
    internal GraphInfo ConstantOfCode(Tensor tensor)
    {
        if (_keys.ContainsKey(tensor) || _constants.ContainsKey(tensor))
            return Constant(tensor);

        using var copy = tensor.detach().clone();
        return Constant(copy);
    }

    /// <summary>Names a result of the graph, if the name is free.</summary>
    internal void Rename(GraphInfo info, string name)
    {
        if (_valueNames.TryTake(name))
            info.Name = name;
    }

    private sealed class Layer(Stack<string> entered) : IDisposable
    {
        public void Dispose() => entered.Pop();
    }
}
