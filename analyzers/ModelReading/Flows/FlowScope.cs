namespace QuantGen.ModelReading.Flows;

/// <summary>What each local variable and parameter holds at one point of forward.</summary>
internal sealed class FlowScope
{
    private readonly Dictionary<string, Binding> _bindings;

    /// <summary>A scope without variables.</summary>
    public FlowScope() => _bindings = new Dictionary<string, Binding>(StringComparer.Ordinal);

    private FlowScope(FlowScope other) => _bindings = new Dictionary<string, Binding>(other._bindings, StringComparer.Ordinal);

    /// <summary>Whether the end of the code read so far can be reached; false behind a return.</summary>
    public bool IsReachable { get; set; } = true;

    /// <summary>The variables.</summary>
    public IEnumerable<string> Names => _bindings.Keys;

    /// <summary>A copy for one of several paths.</summary>
    public FlowScope Fork() => new(this);

    /// <summary>Whether a name is a local or parameter here.</summary>
    public bool Contains(string name) => _bindings.ContainsKey(name);

    /// <summary>What a variable holds; nothing if there is no such variable.</summary>
    public Flow this[string name] => _bindings.TryGetValue(name, out var binding) ? binding.Flow : Flow.None;

    /// <summary>Whether a variable's tensor was overwritten in place, through itself or another name of it.</summary>
    public bool IsOverwritten(string name) => _bindings.TryGetValue(name, out var binding) && binding.IsOverwritten;

    /// <summary>Gives a variable a value.</summary>
    public void Set(string name, Flow flow) => _bindings[name] = new Binding(flow, IsOverwritten: false);

    /// <summary>Takes a variable away whose block has ended.</summary>
    public void Remove(string name) => _bindings.Remove(name);

    /// <summary>Records that the tensor of one node was overwritten with that of another, under all its names.</summary>
    public void Overwrite(int oldNode, Flow now)
    {
        foreach (var name in _bindings.Keys.ToArray())
        {
            if (_bindings[name].Flow is { IsValue: true } flow && flow.Node == oldNode)
                _bindings[name] = new Binding(now, IsOverwritten: true);
        }
    }

    private readonly record struct Binding(Flow Flow, bool IsOverwritten);
}
