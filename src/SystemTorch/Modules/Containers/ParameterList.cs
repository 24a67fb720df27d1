using System.Collections;
using System.Globalization;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A list of parameters, named by their numbers.</summary>
public class ParameterList : nn.Module, IList<Parameter>
{
    private readonly List<Parameter> _items;
    private bool _registered;

    public ParameterList(params Parameter[] parameters)
        : base(nameof(ParameterList))
    {
        _items = [.. parameters];
    }

    public int Count => _items.Count;

    public bool IsReadOnly => false;

    public Parameter this[int index]
    {
        get => _items[index];
        set => _items[index] = value;
    }

    public void Add(Parameter item) => _items.Add(item);

    public void append(params Parameter[] parameters) => _items.AddRange(parameters);

    public void extend(IEnumerable<Parameter> parameters) => _items.AddRange(parameters);

    public void Insert(int index, Parameter item) => _items.Insert(index, item);

    public bool Remove(Parameter item) => _items.Remove(item);

    public void RemoveAt(int index) => _items.RemoveAt(index);

    public void Clear() => _items.Clear();

    public bool Contains(Parameter item) => _items.Contains(item);

    public int IndexOf(Parameter item) => _items.IndexOf(item);

    public void CopyTo(Parameter[] array, int arrayIndex) => _items.CopyTo(array, arrayIndex);

    public IEnumerator<Parameter> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true) =>
        _items.Select((item, i) => (i.ToString(CultureInfo.InvariantCulture), item));

    public override bool has_parameter(string target) => get_parameter(target) is not null;

    public override Parameter? get_parameter(string target) =>
        int.TryParse(target, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < Count ? _items[index] : null;

    protected override void RegisterComponents()
    {
        if (_registered)
            return;

        foreach (var (name, parameter) in named_parameters())
            register_parameter(name, parameter);
        _registered = true;
    }

    protected override void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
    {
        for (var i = 0; i < Count; i++)
        {
            if (!ReplaceParameter(dtype, device, _items[i], out var replacement))
                continue;

            _items[i].Dispose();
            _items[i] = replacement!;
        }
    }
}
