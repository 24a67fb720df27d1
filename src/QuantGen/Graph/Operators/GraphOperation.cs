namespace QuantGen.Graph.Operators;

/// <summary>What an operation takes, gives and computes: its only definition.</summary>
internal sealed class GraphOperation
{
    /// <summary>An operation.</summary>
    /// <param name="name">The name in ONNX, or one of <see cref="GraphOperators"/>.</param>
    /// <param name="inputs">The names of the inputs: one that ends in <c>?</c> may be left out, one that ends in <c>...</c> stands for one or more.</param>
    /// <param name="infer">The types of the results.</param>
    /// <param name="evaluate">The results.</param>
    /// <param name="attributes">The settings.</param>
    public GraphOperation(string name, string inputs, InferTypes infer, Evaluate evaluate, params IReadOnlyList<OperationAttribute> attributes)
    {
        Name = name;
        Inputs = inputs.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Attributes = attributes;
        Infer = infer;
        Evaluate = evaluate;
        LeastInputs = Inputs.Count(static input => !input.EndsWith('?'));
        MostInputs = Inputs.Any(static input => input.EndsWith("...", StringComparison.Ordinal)) ? int.MaxValue : Inputs.Count;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The names of the inputs.</summary>
    public IReadOnlyList<string> Inputs { get; }

    /// <summary>The settings.</summary>
    public IReadOnlyList<OperationAttribute> Attributes { get; }

    /// <summary>How many inputs there must be.</summary>
    public int LeastInputs { get; }

    /// <summary>How many inputs there may be.</summary>
    public int MostInputs { get; }

    /// <summary>The results.</summary>
    public Evaluate Evaluate { get; }

    private InferTypes Infer { get; }

    /// <summary>The setting of a name; null if there is none.</summary>
    public OperationAttribute? Attribute(string name) => Attributes.FirstOrDefault(attribute => string.Equals(attribute.Name, name, StringComparison.Ordinal));

    /// <summary>The types of the results.</summary>
    /// <param name="node">What to call the use of the operation in messages.</param>
    /// <param name="inputs">The types of the inputs; null for one that is left out.</param>
    /// <param name="attributes">The settings.</param>
    /// <exception cref="GraphException">The inputs or the settings do not fit.</exception>
    public IReadOnlyList<GraphType> Types(string node, IReadOnlyList<GraphType?> inputs, GraphAttributeCollection attributes)
    {
        var call = new OperationCall(this, node, inputs, attributes);
        if (inputs.Count < LeastInputs || inputs.Count > MostInputs)
            throw call.Problem($"there are {inputs.Count} inputs where it takes {string.Join(", ", Inputs)}");
        for (var i = 0; i < LeastInputs; i++)
            _ = call[i];

        foreach (var (name, value) in attributes)
        {
            if (Attribute(name) is not { } attribute)
                throw call.Problem($"it has no attribute {name}");
            if (!attribute.Takes(value))
                throw call.Problem($"the attribute {name} is a {value.GetType().Name} and must be {attribute.Kind}");
        }

        foreach (var attribute in Attributes)
        {
            if (!attribute.IsOptional && !attributes.TryGet(attribute.Name, out _))
                throw call.Problem($"the attribute {attribute.Name} is missing");
        }

        return Infer(call);
    }

    /// <summary>As a table has it: name, inputs, settings.</summary>
    public override string ToString() => $"{Name}({string.Join(", ", Inputs)}){(Attributes.Count == 0 ? "" : $" {string.Join(", ", Attributes)}")}";
}
