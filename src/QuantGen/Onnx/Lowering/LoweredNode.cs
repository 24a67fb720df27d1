using QuantGen.Graph;

namespace QuantGen.Onnx.Lowering;

/// <summary>A node while it is lowered: its parts by the names that they have in the model.</summary>
/// <param name="Node">The node.</param>
/// <param name="Emitter">Takes what it becomes.</param>
/// <param name="Opset">The version of the operators.</param>
internal readonly record struct LoweredNode(GraphNode Node, OnnxEmitter Emitter, int Opset)
{
    /// <summary>How many inputs there are, those at the end that are left out too.</summary>
    public int InputCount => Node.Inputs.Count;

    /// <summary>The extents of the first input.</summary>
    public IReadOnlyList<long> Shape => Node.Inputs[0]!.Shape;

    /// <summary>The names of all inputs.</summary>
    public IReadOnlyList<string> Inputs
    {
        get
        {
            var emitter = Emitter;
            return [.. Node.Inputs.Select(emitter.NameOf)];
        }
    }

    /// <summary>The names of all results.</summary>
    public IReadOnlyList<string> Outputs => [.. Node.Outputs.Select(static output => output.Name)];

    /// <summary>The name of an input; empty if it is left out.</summary>
    public string Input(int index) => index < Node.Inputs.Count ? Emitter.NameOf(Node.Inputs[index]) : "";

    /// <summary>A setting, or what stands in for it.</summary>
    public T Get<T>(string name, T absent) => Node.Attributes.Get(name, absent);

    /// <summary>A setting that must be there.</summary>
    public T Get<T>(string name) => Node.Attributes.Get<T>(name);

    /// <summary>Whether there is a setting.</summary>
    public bool Has(string name) => Node.Attributes.TryGet(name, out _);

    /// <summary>Adds a list of whole numbers that only this node reads.</summary>
    public string Numbers(string what, IReadOnlyList<long> values) => Emitter.Numbers($"{Node.Name}_{what}", values);

    /// <summary>Adds a number that only this node reads, of the type of its first input.</summary>
    public string Number(string what, float value) => Node.Inputs[0]!.ElementType switch
    {
        GraphElementType.Int64 => Emitter.Constant<long>($"{Node.Name}_{what}", new[] { (long)value }),
        GraphElementType.Int32 => Emitter.Constant<int>($"{Node.Name}_{what}", new[] { (int)value }),
        GraphElementType.Bool => Emitter.Constant<bool>($"{Node.Name}_{what}", new[] { value != 0 }),
        _ => Emitter.Number($"{Node.Name}_{what}", value),
    };

    /// <summary>Adds one of the nodes that this one becomes.</summary>
    /// <returns>The name of its result.</returns>
    public string Step(string operation, IReadOnlyList<string> inputs, params IReadOnlyList<OnnxAttribute> attributes) =>
        Emitter.Node(operation, $"{Node.Name}/{operation}", inputs, attributes);

    /// <summary>Adds the last of the nodes that this one becomes, whose results are this one's.</summary>
    public void Last(string operation, IReadOnlyList<string> inputs, params IReadOnlyList<OnnxAttribute> attributes) =>
        Emitter.Node(operation, Node.Operation == operation ? Node.Name : $"{Node.Name}/{operation}", inputs, Outputs, attributes);

    /// <summary>The settings as attributes of ONNX, but for some.</summary>
    public IReadOnlyList<OnnxAttribute> Attributes(params ReadOnlySpan<string> except)
    {
        var attributes = new List<OnnxAttribute>(Node.Attributes.Count);
        foreach (var (name, value) in Node.Attributes)
        {
            if (!except.Contains(name))
                attributes.Add(new OnnxAttribute(name, value));
        }

        return attributes;
    }

    /// <summary>The error for a node that this version of the operators cannot express.</summary>
    public OnnxException TooOld(int needed) =>
        new($"{Node.Name}: {Node.Operation} needs operator set {needed}, and {Opset} was asked for; set OnnxOptions.Opset to {needed} or more.");
}
