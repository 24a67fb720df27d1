using System.Diagnostics.CodeAnalysis;
using QuantGen.Graph.Operators;
using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <summary>
/// Stands for a tensor while a graph is made: it has the members of <see cref="Tensor"/> that can be exported, under the same names and with the same parameters, and each adds a node. So the
/// code of a forward, with this type in place of <see cref="Tensor"/>, builds the graph. Shapes are known.
/// </summary>
/// <remarks>
/// A tensor that does not depend on the model's inputs converts to it: it becomes a constant where it meets one that does. A change in place is seen through every name of the value; the graph has
/// no memory, so what shares memory with the changed value - a view of it, or what it is a view of - must not be read afterwards, and says so if it is.
/// </remarks>
public sealed partial class GraphValue : IDisposable
{
    private GraphInfo? _info;
    private SharedMemory _memory = new();
    private int _version;

    internal GraphValue(GraphBuilder builder, GraphInfo info)
    {
        Builder = builder;
        _info = info;
    }

    private GraphValue(Tensor constant) => Constant = constant;

    // A copy: it has the value, and no memory in common.
    private GraphValue(GraphValue other)
    {
        other.ThrowIfStale();
        (Builder, _info, Constant) = (other.Builder, other._info, other.Constant);
    }

    /// <summary>The graph under construction; null while this is a tensor that has not met one.</summary>
    internal GraphBuilder? Builder { get; private set; }

    /// <summary>The tensor that this is, if it depends on no input; else null.</summary>
    internal Tensor? Constant { get; private set; }

    /// <summary>What the elements are, and how many.</summary>
    internal GraphType Type => _info?.Type ?? new GraphType(ElementTypes.Of(Constant!.dtype), Constant.shape);

    /// <summary>A tensor that does not depend on the model's inputs.</summary>
    /// <param name="constant">The tensor; null, as optional arguments are, stays null.</param>
    [return: NotNullIfNotNull(nameof(constant))]
    public static implicit operator GraphValue?(Tensor? constant) => FromTensor(constant);

    /// <summary>What <see cref="op_Implicit"/> does, by a name.</summary>
    /// <param name="constant">The tensor; null stays null.</param>
    [return: NotNullIfNotNull(nameof(constant))]
    public static GraphValue? FromTensor(Tensor? constant) => constant is null ? null : new(constant);

    /// <summary>Does nothing: <c>using</c> declarations of tensors keep their meaning.</summary>
    public void Dispose()
    {
    }

    /// <summary>The value in a graph, as which a constant joins it.</summary>
    /// <exception cref="GraphException">Something that shares memory with the value was changed in place since it was computed.</exception>
    internal GraphInfo In(GraphBuilder builder)
    {
        ThrowIfStale();
        if (_info is null)
        {
            _info = builder.ConstantOfCode(Constant!);
            Builder = builder;
        }

        return _info;
    }

    /// <summary>Gives this another value, as operations in place do: every name of it sees the change.</summary>
    /// <exception cref="GraphException">The other value is of another shape or kind.</exception>
    internal GraphValue Become(GraphValue other)
    {
        if (!other.Type.Shape.AsSpan().SequenceEqual(Type.Shape))
            throw new GraphException($"An operation in place cannot turn {Type} into {other.Type}.");

        var value = other.Type.ElementType == Type.ElementType ? other : other.Cast(Type.ElementType);
        Builder ??= value.Builder;
        _info = value._info;
        Constant = value.Constant;
        _version = ++_memory.Version;
        return this;
    }

    /// <summary>Says that this shares memory with another value, of which it is a view.</summary>
    internal GraphValue ViewOf(GraphValue other)
    {
        (_memory, _version) = (other._memory, other._version);
        return this;
    }

    /// <summary>Adds an operation with one result to the graph of the values; computes it at once if they are all constants.</summary>
    internal static GraphValue Apply(string operation, IReadOnlyList<GraphValue?> inputs, GraphAttributeCollection? attributes = null) =>
        ApplyMany(operation, inputs, attributes)[0];

    /// <summary>Adds an operation to the graph of the values; computes it at once if they are all constants.</summary>
    internal static IReadOnlyList<GraphValue> ApplyMany(string operation, IReadOnlyList<GraphValue?> inputs, GraphAttributeCollection? attributes = null)
    {
        if (inputs.FirstOrDefault(static input => input?.Builder is not null)?.Builder is { } builder)
            return builder.AddMany(operation, inputs, attributes);

        using var scope = NewDisposeScope();
        Tensor?[] tensors = [.. inputs.Select(static input => input?.ToTensor())];
        return [.. GraphOperations.Run(operation, "A constant", tensors, attributes ?? []).Select(static result => new GraphValue(result.MoveToOuterDisposeScope()))];
    }

    private Tensor ToTensor()
    {
        ThrowIfStale();
        return ElementTypes.Normalized(Constant!);
    }

    private void ThrowIfStale()
    {
        if (_version != _memory.Version)
            throw new GraphException(
                $"{_info?.Name ?? "A constant"} is read after something that shares memory with it was changed in place: graphs have no memory to share; call clone() before the change.");
    }

    /// <summary>The memory that a value and its views share: how often it was changed.</summary>
    private sealed class SharedMemory
    {
        public int Version { get; set; }
    }
}
