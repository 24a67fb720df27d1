using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Modules one after the other. What is appended later counts too: nothing is registered, paths are made when asked for.</summary>
public class Sequential : nn.Module<Tensor, Tensor>
{
    private readonly List<(string name, nn.Module module)> _children = [];

    protected Sequential(params (string name, nn.Module<Tensor, Tensor> submodule)[] modules)
        : this()
    {
        foreach (var (name, module) in modules)
            append(name, module);
    }

    protected Sequential(params nn.Module<Tensor, Tensor>[] modules)
        : this()
    {
        foreach (var module in modules)
            append(module);
    }

    internal Sequential()
        : base("torch::nn::SequentialImpl")
    {
    }

    public int Count => _children.Count;

    public nn.IModule<Tensor, Tensor> this[int index] => (nn.IModule<Tensor, Tensor>)_children[index].module;

    /// <summary>The modules of a range, shared with this one, under their names.</summary>
    public Sequential this[(int? start, int? end) index] => Slice(index.start ?? 0, index.end ?? Count);

    /// <inheritdoc cref="this[ValueTuple{int?, int?}]"/>
    public Sequential this[Range index] => Slice(index.Start.GetOffset(Count), index.End.GetOffset(Count));

    public Sequential append(string name, nn.IModule<Tensor, Tensor> module)
    {
        _children.Add((name, (nn.Module)module));
        return this;
    }

    /// <summary>Appends a module under the number of those before it.</summary>
    public Sequential append(nn.IModule<Tensor, Tensor> module) =>
        append(Count.ToString(System.Globalization.CultureInfo.InvariantCulture), module);

    public override IEnumerable<(string name, nn.Module module)> named_children() => _children;

    /// <summary>
    /// Calls the modules in order. Results between them are disposed; without any module the input comes back under a handle of its own.
    /// </summary>
    public override Tensor forward(Tensor tensor)
    {
        if (Count == 0)
            return tensor.alias();

        var result = this[0].call(tensor);
        for (var i = 1; i < Count; i++)
        {
            var next = this[i].call(result);
            result.Dispose();
            result = next;
        }

        return result;
    }

    private Sequential Slice(int start, int end)
    {
        if (start < 0 || start > Count)
            throw new IndexOutOfRangeException($"{start} is not a valid index.");
        if (end < 0 || end > Count)
            throw new IndexOutOfRangeException($"{end} is not a valid index.");

        var slice = new Sequential();
        for (var i = start; i < end; i++)
            slice._children.Add(_children[i]);
        return slice;
    }
}
