namespace QuantGen.ModelReading.Flows;

/// <summary>What each local variable and parameter holds at one point of forward.</summary>
internal sealed class FlowScope
{
    private readonly Dictionary<string, Variable> _variables;

    /// <summary>A scope without variables.</summary>
    public FlowScope() => _variables = new Dictionary<string, Variable>(StringComparer.Ordinal);

    private FlowScope(FlowScope other) => _variables = new Dictionary<string, Variable>(other._variables, StringComparer.Ordinal);

    /// <summary>Whether the end of the code read so far can be reached; false behind a return.</summary>
    public bool IsReachable { get; set; } = true;

    /// <summary>The variables.</summary>
    public IEnumerable<string> Names => _variables.Keys;

    /// <summary>A copy for one of several paths.</summary>
    public FlowScope Fork() => new(this);

    /// <summary>Whether a name is a local or parameter here.</summary>
    public bool Contains(string name) => _variables.ContainsKey(name);

    /// <summary>The variable of that name, or null.</summary>
    public Variable? Find(string name) => _variables.TryGetValue(name, out var variable) ? variable : null;

    /// <summary>What a variable holds; nothing if there is no such variable.</summary>
    public Flow this[string name] => Find(name)?.Flow ?? Flow.None;

    /// <summary>Gives a variable a value.</summary>
    public void Set(string name, Flow flow) => _variables[name] = new Variable(flow, isOverwritten: false);

    /// <summary>Takes a variable away whose block has ended.</summary>
    public void Remove(string name) => _variables.Remove(name);

    /// <summary>Records that the tensor of one node was overwritten with that of another, under all its names.</summary>
    public void Overwrite(int oldNode, Flow now)
    {
        foreach (var name in _variables.Keys.ToArray())
        {
            if (_variables[name].Flow is { IsValue: true } flow && flow.Node == oldNode)
                _variables[name] = new Variable(now, isOverwritten: true);
        }
    }

    /// <summary>The variables of this path that hold something else on another.</summary>
    /// <param name="paths">The paths, this one among them.</param>
    public List<string> NamesThatDiffer(List<FlowScope> paths)
    {
        var names = new List<string>();
        if (paths.Count == 1)
            return names;

        foreach (var pair in _variables)
        {
            foreach (var path in paths)
            {
                // Paths share the variables that no one has assigned to since they parted.
                if (!ReferenceEquals(path.Find(pair.Key), pair.Value) && path[pair.Key] != pair.Value.Flow)
                {
                    names.Add(pair.Key);
                    break;
                }
            }
        }

        return names;
    }

    /// <summary>A variable as it is until it is assigned to.</summary>
    /// <param name="flow">What it holds.</param>
    /// <param name="isOverwritten">Whether its tensor was overwritten in place, through itself or another name of it.</param>
    internal sealed class Variable(Flow flow, bool isOverwritten)
    {
        /// <summary>What it holds.</summary>
        public Flow Flow { get; } = flow;

        /// <summary>Whether its tensor was overwritten in place, through itself or another name of it.</summary>
        public bool IsOverwritten { get; } = isOverwritten;
    }
}
