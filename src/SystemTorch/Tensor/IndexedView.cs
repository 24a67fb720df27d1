using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>
/// Takes a list of <see cref="TensorIndex"/> apart, from left to right: numbers, ranges and placeholders become a view of the
/// tensor; what is left, tensors of indices, stands in <see cref="Tensors"/> at the place of the view's dimension it applies to.
/// </summary>
internal sealed class IndexedView : IDisposable
{
    private static readonly Operator Alias = new("aten::alias");
    private static readonly Operator Select = new("aten::select", "int");
    private static readonly Operator Slice = new("aten::slice", "Tensor");
    private static readonly Operator Unsqueeze = new("aten::unsqueeze");

    private readonly List<Tensor> _owned = [];
    private readonly List<Tensor?> _tensors = [];
    private bool _taken;
    private int _dim;
    private int _covered;

    internal IndexedView(Tensor tensor, ReadOnlySpan<TensorIndex> indices)
    {
        View = Own(Alias.Call(tensor));
        for (var i = 0; i < indices.Length; i++)
        {
            if (indices[i].Kind == TensorIndex.IndexKind.Ellipsis)
                _dim += (int)tensor.Dimensions - Consumed(indices);
            else
                Apply(indices[i]);
        }
    }

    /// <summary>The view that numbers, ranges and placeholders make.</summary>
    internal Tensor View { get; private set; }

    /// <summary>For each dimension of the view the tensor of indices or null; null when there is none at all.</summary>
    internal Tensor?[]? Tensors => _tensors.Count == 0 ? null : [.. _tensors];

    /// <summary>Hands the view over to the caller.</summary>
    internal Tensor Take()
    {
        _taken = true;
        return View;
    }

    public void Dispose()
    {
        foreach (var tensor in _owned)
        {
            if (!_taken || !ReferenceEquals(tensor, View))
                tensor.Dispose();
        }
    }

    private static int Consumed(ReadOnlySpan<TensorIndex> indices)
    {
        var count = 0;
        foreach (var index in indices)
        {
            count += index.Kind switch
            {
                TensorIndex.IndexKind.Single or TensorIndex.IndexKind.Slice => 1,
                TensorIndex.IndexKind.Tensor => IsMask(index.Indices!) ? (int)index.Indices!.Dimensions : 1,
                _ => 0,
            };
        }

        return count;
    }

    private static bool IsMask(Tensor indices) => indices.dtype is ScalarType.Bool or ScalarType.Byte;

    private void Apply(TensorIndex index)
    {
        switch (index.Kind)
        {
            case TensorIndex.IndexKind.Single:
                View = Own(Select.Call(View, _dim, index.Start));
                break;
            case TensorIndex.IndexKind.Slice:
                View = Own(Slice.Call(View, _dim++, index.Start, index.Stop, index.Step ?? 1L));
                break;
            case TensorIndex.IndexKind.None:
                View = Own(Unsqueeze.Call(View, _dim++));
                break;
            case TensorIndex.IndexKind.Bool:
                View = Own(Unsqueeze.Call(View, _dim));
                Name(Own(index.Start == 1 ? zeros(1, dtype: ScalarType.Int64) : empty(0, dtype: ScalarType.Int64)), 1);
                break;
            default:
                Name(index.Indices!, IsMask(index.Indices!) ? (int)index.Indices!.Dimensions : 1);
                break;
        }
    }

    private void Name(Tensor indices, int dims)
    {
        for (; _covered < _dim; _covered++)
            _tensors.Add(null);
        _tensors.Add(indices);
        _dim = _covered += dims;
    }

    private Tensor Own(Tensor tensor)
    {
        _owned.Add(tensor);
        return tensor;
    }
}
