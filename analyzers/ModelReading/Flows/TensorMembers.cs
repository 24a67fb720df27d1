using QuantGen.ModelReading.Models;

namespace QuantGen.ModelReading.Flows;

/// <summary>What the names of TorchSharp's tensor members say about their results, so that they need no binding.</summary>
internal static class TensorMembers
{
    private static readonly HashSet<string> s_looks = Set(
        """
        allclose backward bytes data data_ptr device device_index device_type dim Dimensions Dispose dtype element_size
        ElementSize equal Equals GetHashCode grad_fn Handle has_names is_complex is_conj is_contiguous is_cpu is_cuda
        is_floating_point is_integral is_leaf is_meta is_neg is_nonzero is_pinned is_quantized is_sparse IsInvalid item
        layout name names ndim ndimension numel NumberOfElements q_per_channel_axis q_scale q_zero_point ReadCpuBool
        ReadCpuByte ReadCpuDouble ReadCpuInt32 ReadCpuInt64 ReadCpuSingle requires_grad retain_grad save shape size
        storage storage_offset stride ToBoolean ToByte ToDouble ToInt16 ToInt32 ToInt64 tolist ToScalar ToSingle ToString
        """);

    private static readonly HashSet<string> s_tensors = Set(
        """
        abs abs_ add add_ alias amax amin argmax argmin bmm ceil clamp clamp_ clamp_max clamp_min clip clone contiguous
        copy_ cos cpu cuda detach div div_ divide double elu elu_ erf exp exp_ expand expand_as eye fill_ flatten flip
        float floor full_like gather ge gelu gelu_ glu gt half hardsigmoid hardsigmoid_ hardswish hardswish_ hardtanh
        hardtanh_ index_select le leaky_relu leaky_relu_ lerp log log_softmax logsumexp long lt masked_fill masked_fill_
        matmul maximum mean mT minimum mm moveaxis movedim mul mul_ multiply multiply_ mv narrow ne neg norm normal_ ones_like
        outer permute pow prelu prod quantile rand_like randn_like reciprocal relu relu_ relu6 relu6_ repeat
        repeat_interleave reshape roll round rsqrt scatter select selu selu_ sigmoid sigmoid_ sign silu silu_ sin slice
        softmax softplus sqrt square squeeze squeeze_ std sub sub_ subtract sum swapaxes swapdims T t tan tanh tanh_
        tile to to_type transpose transpose_ tril triu type type_as unflatten unfold unsqueeze unsqueeze_ var view
        view_as where zero_ zeros_like
        """);

    private static readonly HashSet<string> s_sameTensor = Set(
        """
        Attach Detach DetachFromDisposeScope DetatchFromDisposeScope MoveToOther MoveToOtherDisposeScope MoveToOuter
        MoveToOuterDisposeScope
        """);

    private static readonly HashSet<string> s_views = Set(
        """
        [] alias as_strided detach diagonal expand expand_as flatten moveaxis movedim mT narrow permute reshape select
        slice squeeze swapaxes swapdims T t transpose unflatten unfold unsqueeze view view_as
        """);

    /// <summary>Whether the member gives something other than a tensor back, or nothing.</summary>
    public static bool IsLook(string name) => s_looks.Contains(name);

    /// <summary>Whether the member gives one tensor back.</summary>
    public static bool IsTensor(string name) => s_tensors.Contains(name);

    /// <summary>Whether the method gives back the tensor that it was given, as those do that move one between dispose scopes.</summary>
    public static bool IsSameTensor(string name) => s_sameTensor.Contains(name);

    /// <summary>Whether the member's tensor may share its memory with the one it is made from.</summary>
    public static bool IsView(string name) => s_views.Contains(name);

    /// <summary>What a method of two tensors, or the function of that name, does with them; null for one that is no sum or product.</summary>
    /// <param name="name">The method.</param>
    /// <param name="hasDifferences">Whether differences are such, too.</param>
    public static JoinKind? JoinOf(string name, bool hasDifferences) => name switch
    {
        "sub" or "sub_" or "subtract" or "subtract_" when hasDifferences => JoinKind.Difference,
        "add" or "add_" => JoinKind.Sum,
        "mul" or "mul_" or "multiply" or "multiply_" => JoinKind.Product,
        "matmul" or "bmm" or "mm" => JoinKind.MatrixProduct,
        _ => null,
    };

    /// <summary>Whether a list's method of that name takes tensors in.</summary>
    public static bool IsListAddition(string name) => name is "Add" or "AddRange" or "Insert";

    /// <summary>Whether the function puts a list of tensors one behind another.</summary>
    public static bool IsConcatenation(string name) => name is "cat" or "concat" or "concatenate" or "stack";

    /// <summary>Whether the method writes into its tensor, which torch's naming tells.</summary>
    public static bool IsInPlace(string name) => name.Length > 1 && name[^1] == '_' && name[^2] != '_';

    /// <summary>Whether the name is TorchSharp's at all, as far as this table knows.</summary>
    public static bool IsKnown(string name) => IsLook(name) || IsTensor(name) || IsSameTensor(name);

    private static HashSet<string> Set(string names) =>
        new(names.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);
}
