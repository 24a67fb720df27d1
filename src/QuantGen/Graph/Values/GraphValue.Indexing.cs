using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <content>The brackets of C#.</content>
public sealed partial class GraphValue
{
    /// <inheritdoc cref="Tensor.this[TensorIndex[]]"/>
    /// <exception cref="GraphException">An index is none that graphs have: a table of truth values, or tables for several axes.</exception>
    [IndexerName("TensorItems")]
    public GraphValue this[params TensorIndex[] indices] => Index(indices);

    /// <inheritdoc cref="Tensor.this[long[]]"/>
    [IndexerName("TensorItems")]
    public GraphValue this[params long[] indices] => indices.Aggregate(this, static (value, index) => value.Select(0, index));

    /// <inheritdoc cref="Tensor.this[long]"/>
    [IndexerName("TensorItems")]
    public GraphValue this[long i1] => this[(long[])[i1]];

    /// <inheritdoc cref="Tensor.this[long, long]"/>
    [IndexerName("TensorItems")]
    public GraphValue this[long i1, long i2] => this[(long[])[i1, i2]];

    /// <inheritdoc cref="Tensor.this[long, long, long]"/>
    [IndexerName("TensorItems")]
    public GraphValue this[long i1, long i2, long i3] => this[(long[])[i1, i2, i3]];

    /// <inheritdoc cref="Tensor.this[long, long, long, long]"/>
    [IndexerName("TensorItems")]
    public GraphValue this[long i1, long i2, long i3, long i4] => this[(long[])[i1, i2, i3, i4]];

    private GraphValue Index(TensorIndex[] indices)
    {
        using var scope = NewDisposeScope();
        var longest = Type.Shape.Append(1).Max();
        var kinds = Array.ConvertAll(indices, index => IndexReader.Read(index, longest));
        var taken = kinds.Count(static kind => kind is IndexKind.Place or IndexKind.Range or IndexKind.Table);
        if (taken > Type.Rank)
            throw Problem($"{taken} indices are more than its {Type.Rank} axes");
        if (kinds.Count(static kind => kind == IndexKind.Rest) > 1)
            throw Problem("an index can hold one ellipsis");
        if (kinds.Count(static kind => kind == IndexKind.Table) > 1)
            throw Problem("tables of indices for several axes have no form in a graph");

        var (result, axis) = (this, 0);
        for (var i = 0; i < indices.Length; i++)
        {
            (result, axis) = kinds[i] switch
            {
                IndexKind.New => (result.Unsqueeze(axis), axis + 1),
                IndexKind.Rest => (result, axis + Type.Rank - taken),
                IndexKind.Place => (result.Select(axis, IndexReader.Place(indices[i], result.Type.Shape[axis]) ?? throw Problem($"axis {axis} has no such place")), axis),
                IndexKind.Range => (result.Slice(axis, indices[i]), axis + 1),
                _ => (Apply("Gather", [result, new(IndexReader.Places(indices[i], result.Type.Shape[axis]).MoveToOuterDisposeScope())], new() { { "axis", axis } }), axis + 1),
            };
        }

        return ReferenceEquals(result, this) ? new GraphValue(this).ViewOf(this) : result;
    }

    private GraphValue Slice(int axis, TensorIndex index)
    {
        var extent = Type.Shape[axis];
        var (start, count, step) = IndexReader.Range(index, extent);
        return start == 0 && count == extent ? this : Slice(axis, start, count == 0 ? start : start + ((count - 1) * step) + 1, step);
    }
}
