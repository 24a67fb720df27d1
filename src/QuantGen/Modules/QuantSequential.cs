using System.Collections;
using QuantGen.PowerOfTwo;
using QuantGen.Quantizers;
using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <summary>
/// The quantized form of a <c>Sequential</c>: its children under their names, applied in order. A batch normalization that is merged into
/// the layer before it stays a child, so that its keys load and it can be trained and frozen, but is not applied by itself.
/// </summary>
public sealed class QuantSequential : nn.Module<Tensor, Tensor>, IEnumerable<nn.Module<Tensor, Tensor>>, IPowerOfTwoModule
{
    private readonly List<nn.Module<Tensor, Tensor>> _children = [];
    private readonly List<SequentialStep> _steps = [];

    // In one, which registration does not look into.
    private (Pact2? Input, Pact2? Output) _ranges;

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

    /// <summary>
    /// Whether a ReLU or ReLU6 between a layer with weights or a batch normalization and a quantized layer is computed together with the quantizer,
    /// in place. Results are the same, bit for bit.
    /// </summary>
    internal bool Fuses { get; init; }

    /// <summary>Whether the first step computes an activation together with its quantizer.</summary>
    internal bool TakesActivation => Fuses && _steps is [var first, ..] && first.TakesActivation;

    /// <summary>Whether nothing but the caller reads the result, not even its own gradient.</summary>
    internal bool IsFresh => _steps is [.., var last] && last.IsFresh;

    /// <summary>The child at a position from 0.</summary>
    /// <param name="index">The position.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such child.</exception>
    public nn.Module<Tensor, Tensor> this[int index] => _children[index];

    /// <summary>
    /// What quantizes the input. Setting it tells every layer inside what quantizes its own, under
    /// <see cref="QuantizationTarget.PowerOfTwo"/>.
    /// </summary>
    public Pact2? InputRange
    {
        get => _ranges.Input;
        set => _ranges = (value, RangeChain.Through(_steps.ConvertAll(static step => step.Layer), value));
    }

    /// <summary>What quantizes the result; null where nothing does.</summary>
    public Pact2? OutputRange => _ranges.Output;

    /// <summary>Applies the children in order.</summary>
    /// <param name="input">What the first child takes.</param>
    /// <returns>What the last child returns; a new handle on the input when there is none.</returns>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Run(input, before: null, mayWait: false, out _);
    }

    /// <summary>The children in order.</summary>
    public IEnumerator<nn.Module<Tensor, Tensor>> GetEnumerator() => _children.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Applies the children to an input, or to an activation of it.</summary>
    /// <param name="input">The input, which may be changed if there is an activation.</param>
    /// <param name="before">An activation to apply first, or null. Only for a container that <see cref="TakesActivation"/>.</param>
    /// <param name="mayWait">Whether the reader of the result computes an activation that would be applied last.</param>
    /// <param name="after">That activation, which has not been applied; null for none.</param>
    internal Tensor Run(Tensor input, nn.Module<Tensor, Tensor>? before, bool mayWait, out nn.Module<Tensor, Tensor>? after)
    {
        var output = input;
        after = before;
        for (var i = 0; i < _steps.Count; i++)
        {
            var step = _steps[i];
            var readerTakes = Fuses && (i + 1 < _steps.Count ? _steps[i + 1].TakesActivation : mayWait);
            if (readerTakes && step.IsActivation && i > 0 && _steps[i - 1].IsFresh)
            {
                after = step.Layer;
                continue;
            }

            var next = step.Call(output, after, readerTakes, out after);
            if (!ReferenceEquals(output, input) && !ReferenceEquals(output, next))
                output.Dispose();

            output = next;
        }

        return ReferenceEquals(output, input) ? input.alias() : output;
    }

    /// <summary>What is applied, in order.</summary>
    internal IReadOnlyList<SequentialStep> Steps => _steps;

    /// <summary>Adds a child that is applied.</summary>
    internal void Append(string name, nn.Module<Tensor, Tensor> layer)
    {
        AppendMerged(name, layer);
        _steps.Add(new SequentialStep(layer));
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
        _steps.Add(new SequentialStep(layer, quantizer));
    }
}
