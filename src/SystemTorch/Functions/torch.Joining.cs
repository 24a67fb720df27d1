using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Tensors joined along a dimension; their other extents must agree.</summary>
    public static Tensor cat(Tensor[] tensors, long dim = 0) => JoinOp.Cat.Call(tensors, dim);

    /// <inheritdoc cref="cat(Tensor[], long)"/>
    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => cat(Items(tensors), dim);

    /// <inheritdoc cref="cat(Tensor[], long)"/>
    public static Tensor cat(ReadOnlySpan<Tensor> tensors, long dim = 0) => cat(tensors.ToArray(), dim);

    /// <inheritdoc cref="cat(Tensor[], long)"/>
    public static Tensor concat(Tensor[] tensors, long dim = 0) => cat(tensors, dim);

    /// <inheritdoc cref="cat(Tensor[], long)"/>
    public static Tensor concat(IList<Tensor> tensors, long dim = 0) => cat(Items(tensors), dim);

    /// <inheritdoc cref="cat(Tensor[], long)"/>
    public static Tensor concat(ReadOnlySpan<Tensor> tensors, long dim = 0) => cat(tensors.ToArray(), dim);

    /// <summary>Tensors of one shape joined along a new dimension.</summary>
    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => JoinOp.Stack.Call(Items(tensors), dim);

    /// <summary>Tensors joined along the first dimension; vectors become rows.</summary>
    public static Tensor vstack(Tensor[] tensors) => JoinOp.Vstack.Call(tensors);

    /// <inheritdoc cref="vstack(Tensor[])"/>
    public static Tensor vstack(IList<Tensor> tensors) => vstack(Items(tensors));

    /// <inheritdoc cref="vstack(Tensor[])"/>
    public static Tensor vstack(ReadOnlySpan<Tensor> tensors) => vstack(tensors.ToArray());

    /// <summary>Tensors joined along the second dimension; vectors along their only one.</summary>
    public static Tensor hstack(params Tensor[] tensors) => JoinOp.Hstack.Call(tensors);

    /// <inheritdoc cref="hstack(Tensor[])"/>
    public static Tensor hstack(IList<Tensor> tensors) => hstack(Items(tensors));

    /// <inheritdoc cref="hstack(Tensor[])"/>
    public static Tensor hstack(ReadOnlySpan<Tensor> tensors) => hstack(tensors.ToArray());

    /// <inheritdoc cref="hstack(Tensor[])"/>
    public static Tensor hstack(IEnumerable<Tensor> tensors) => hstack(Items(tensors));

    /// <summary>Elements of one tensor where a condition holds, of another where not.</summary>
    public static Tensor where(Tensor condition, Tensor x, Tensor y)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.where(condition, y);
    }

    /// <summary>The indices of the elements other than zero, one tensor a dimension.</summary>
    public static Tensor[] where(Tensor condition) => JoinOp.Where.CallMany(condition);

    /// <summary>Sums of products over indices, in Einstein's notation.</summary>
    /// <param name="equation">The indices, as <c>ij,jk->ik</c>.</param>
    /// <param name="tensors">The factors.</param>
    public static Tensor einsum(string equation, params Tensor[] tensors) => JoinOp.Einsum.Call(equation, tensors, Argument.None);

    /// <summary>The grids that coordinates span, one tensor for each.</summary>
    /// <param name="tensors">The coordinates, one dimension each.</param>
    /// <param name="indexing"><c>ij</c>, or <c>xy</c> for the first two dimensions exchanged.</param>
    public static Tensor[] meshgrid(IEnumerable<Tensor> tensors, string indexing = "ij") =>
        JoinOp.Meshgrid.CallMany(Items(tensors), indexing);

    /// <summary>Tensors broadcast against each other: views.</summary>
    public static IList<Tensor> broadcast_tensors(params Tensor[] tensors) => JoinOp.BroadcastTensors.CallMany(tensors);

    /// <summary>The interval of a sorted sequence that each value falls into.</summary>
    public static Tensor searchsorted(
        Tensor sorted_sequence, Tensor values, bool out_int32 = false, bool right = false, Tensor? sorter = null) =>
        JoinOp.Searchsorted.Call(sorted_sequence, values, out_int32, right, Argument.None, sorter);

    /// <summary>Sums of products over the last dimensions of one tensor and the first of another.</summary>
    public static Tensor tensordot(Tensor a, Tensor b, long dims = 2)
    {
        ArgumentNullException.ThrowIfNull(a);
        var count = (int)dims;
        return tensordot(a, b, Consecutive((int)a.ndim - count, count), Consecutive(0, count));
    }

    /// <summary>Sums of products over dimensions of two tensors.</summary>
    public static Tensor tensordot(Tensor a, Tensor b, long[] dims1, long[] dims2) => JoinOp.Tensordot.Call(a, b, dims1, dims2);

    /// <summary>The type that an operation on two tensors results in.</summary>
    public static ScalarType result_type(Tensor tensor1, Tensor tensor2) =>
        (ScalarType)JoinOp.ResultType.CallLong(tensor1, tensor2);

    /// <summary>The smallest type that holds the elements of two types.</summary>
    public static ScalarType promote_types(ScalarType type1, ScalarType type2) =>
        (ScalarType)JoinOp.PromoteTypes.CallLong(type1, type2);

    /// <inheritdoc cref="Tensor.numel"/>
    public static long numel(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.numel();
    }

    private static long[] Consecutive(int first, int count) => [.. Enumerable.Range(first, count).Select(static dim => (long)dim)];

    private static Tensor[] Items(IEnumerable<Tensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        return tensors as Tensor[] ?? [.. tensors];
    }

    private static class JoinOp
    {
        internal static readonly Operator BroadcastTensors = new("aten::broadcast_tensors");
        internal static readonly Operator Cat = new("aten::cat");
        internal static readonly Operator Einsum = new("aten::einsum");
        internal static readonly Operator Hstack = new("aten::hstack");
        internal static readonly Operator Meshgrid = new("aten::meshgrid", "indexing");
        internal static readonly Operator PromoteTypes = new("aten::promote_types");
        internal static readonly Operator ResultType = new("aten::result_type", "Tensor");
        internal static readonly Operator Searchsorted = new("aten::searchsorted", "Tensor");
        internal static readonly Operator Stack = new("aten::stack");
        internal static readonly Operator Tensordot = new("aten::tensordot");
        internal static readonly Operator Vstack = new("aten::vstack");
        internal static readonly Operator Where = new("aten::where");
    }
}
