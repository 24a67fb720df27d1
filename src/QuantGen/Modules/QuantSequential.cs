using System.Collections;
using QuantGen.Quantizers;
using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <summary>
/// The quantized form of a <c>Sequential</c>: its children under their names, applied in order. A batch normalization that is merged into
/// the layer before it stays a child, so that its keys load and it can be trained and frozen, but is not applied by itself.
/// </summary>
public sealed class QuantSequential : nn.Module<Tensor, Tensor>, IEnumerable<nn.Module<Tensor, Tensor>>
{
    private readonly List<nn.Module<Tensor, Tensor>> _children = [];
    private readonly List<Func<Tensor, Tensor>> _steps = [];

    /// <summary>Makes a sequence of layers that are applied as they are.</summary>
    /// <param name="children">Names, which become the first part of keys, and layers.</param>
    /// <exception cref="ArgumentException">A name is empty or holds a dot.</exception>
    /// <exception cref="InvalidOperationException">A name repeats.</exception>
    public QuantSequential(params IEnumerable<(string Name, nn.Module<Tensor, Tensor> Layer)> children)
        : base(nameof(QuantSequential))
    {
        ArgumentNullException.ThrowIfNull(children);
        foreach (var (name, layer) in children)
            Append(name, layer);
    }

    /// <summary>The number of children, merged ones included.</summary>
    public int Count => _children.Count;

    /// <summary>The child at a position from 0.</summary>
    /// <param name="index">The position.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such child.</exception>
    public nn.Module<Tensor, Tensor> this[int index] => _children[index];

    /// <summary>Applies the children in order.</summary>
    /// <param name="input">What the first child takes.</param>
    /// <returns>What the last child returns; a new handle on the input when there is none.</returns>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var output = input;
        foreach (var step in _steps)
        {
            var next = step(output);
            if (!ReferenceEquals(output, input) && !ReferenceEquals(output, next))
                output.Dispose();

            output = next;
        }

        return ReferenceEquals(output, input) ? input.alias() : output;
    }

    /// <summary>The children in order.</summary>
    public IEnumerator<nn.Module<Tensor, Tensor>> GetEnumerator() => _children.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Adds a child that is applied.</summary>
    internal void Append(string name, nn.Module<Tensor, Tensor> layer)
    {
        AppendMerged(name, layer);
        _steps.Add(layer.call);
    }

    /// <summary>Adds a child that the one before it applies.</summary>
    internal void AppendMerged(string name, nn.Module<Tensor, Tensor> layer)
    {
        register_module(name, layer);
        _children.Add(layer);
    }

    /// <summary>Adds a layer for the second time, with a quantizer of its own for what it gets there.</summary>
    internal void AppendAgain(string name, QuantInputLayer layer, TensorQuantizer quantizer)
    {
        AppendMerged(name, layer);
        register_module($"{name}_input_quantizer", quantizer);
        _steps.Add(input => layer.call(input, quantizer));
    }
}
