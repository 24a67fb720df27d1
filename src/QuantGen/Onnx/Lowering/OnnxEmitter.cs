using System.Runtime.InteropServices;
using QuantGen.Graph;

namespace QuantGen.Onnx.Lowering;

/// <summary>Takes the nodes and constants of a model while a graph is lowered; names are unique.</summary>
internal sealed class OnnxEmitter
{
    private readonly HashSet<string> _names;
    private readonly HashSet<string> _nodeNames = new(StringComparer.Ordinal);
    private readonly List<OnnxNode> _nodes = [];
    private readonly List<OnnxTensor> _tensors = [];
    private readonly Dictionary<GraphInfo, string> _aliases = new(ReferenceEqualityComparer.Instance);

    /// <summary>Begins a model.</summary>
    /// <param name="taken">The names that the graph's own values have.</param>
    public OnnxEmitter(IEnumerable<string> taken) => _names = new(taken, StringComparer.Ordinal);

    /// <summary>The nodes so far.</summary>
    public IReadOnlyList<OnnxNode> Nodes => _nodes;

    /// <summary>The constants so far, in the order in which nodes first needed them.</summary>
    public IReadOnlyList<OnnxTensor> Tensors => _tensors;

    /// <summary>The name of a value of the graph; empty for an input that is left out. A constant becomes one of the model.</summary>
    public string NameOf(GraphInfo? value)
    {
        if (value is null)
            return "";
        if (_aliases.TryGetValue(value, out var name))
            return name;
        if (value.Constant is not { } constant)
            return value.Name;

        name = Constant(value.Name, unique => OnnxTensor.Of(unique, constant.Values));
        _aliases.Add(value, name);
        return name;
    }

    /// <summary>Makes a value known under another name: that of a constant that takes its place.</summary>
    public void Alias(GraphInfo value, string name) => _aliases.Add(value, name);

    /// <summary>Adds a constant that is made up for the file.</summary>
    /// <typeparam name="T">What its elements are.</typeparam>
    /// <param name="name">What it is called, if nothing else is.</param>
    /// <param name="values">The elements.</param>
    /// <param name="dimensions">The extents; none for a single value.</param>
    /// <returns>Its name.</returns>
    public string Constant<T>(string name, ReadOnlyMemory<T> values, params IReadOnlyList<long> dimensions)
        where T : unmanaged => Constant(name, unique => OnnxTensor.Of(unique, values, dimensions));

    /// <summary>Adds a constant that is made up for the file.</summary>
    /// <param name="name">What it is called, if nothing else is.</param>
    /// <param name="make">Makes it, given its name.</param>
    /// <returns>Its name.</returns>
    public string Constant(string name, Func<string, OnnxTensor> make)
    {
        var unique = Unique(name);
        _tensors.Add(make(unique));
        return unique;
    }

    /// <summary>Adds a list of whole numbers.</summary>
    public string Numbers(string name, IReadOnlyList<long> values) => Constant<long>(name, values.ToArray(), values.Count);

    /// <summary>Adds a single number.</summary>
    public string Number(string name, float value) => Constant<float>(name, new[] { value });

    /// <summary>Adds a node with one result.</summary>
    /// <returns>The result's name.</returns>
    public string Node(string operation, string name, IReadOnlyList<string> inputs, params IReadOnlyList<OnnxAttribute> attributes)
    {
        var output = Unique($"{name}_output_0");
        Node(operation, name, inputs, [output], attributes);
        return output;
    }

    /// <summary>Adds a node whose results have names already.</summary>
    public void Node(string operation, string name, IReadOnlyList<string> inputs, IReadOnlyList<string> outputs, params IReadOnlyList<OnnxAttribute> attributes)
    {
        var count = inputs.Count;
        while (count > 0 && inputs[count - 1].Length == 0)
            count--;

        _nodes.Add(new OnnxNode { OpType = operation, Name = Unique(_nodeNames, name), Inputs = [.. inputs.Take(count)], Outputs = outputs, Attributes = attributes });
    }

    /// <summary>A name that nothing has.</summary>
    public string Unique(string name) => Unique(_names, name);

    /// <summary>The elements of a small constant of floats.</summary>
    public static float[] Floats(GraphConstant constant)
    {
        using var values = constant.Values.detach().cpu().contiguous();
        return MemoryMarshal.Cast<byte, float>(values.bytes).ToArray();
    }

    private static string Unique(HashSet<string> taken, string name)
    {
        if (taken.Add(name))
            return name;

        for (var number = 1; ; number++)
        {
            if (taken.Add($"{name}_{number}"))
                return $"{name}_{number}";
        }
    }
}
