using System.Text;
using static TorchSharp.torch;

namespace QuantGen.Checkpoints.PyTorch;

/// <summary>A class or function that a pickle may name.</summary>
/// <param name="Module">The Python module.</param>
/// <param name="Name">The name in it.</param>
/// <param name="Function">What it is for.</param>
/// <param name="Type">The type of elements that it stands for, if any.</param>
internal sealed record PickleGlobal(string Module, string Name, PickleFunction Function, ScalarType? Type = null)
{
    /// <summary>All that a pickle may name.</summary>
    public static IReadOnlyList<PickleGlobal> All { get; } =
    [
        new("collections", "OrderedDict", PickleFunction.OrderedDict),
        new("torch._utils", "_rebuild_tensor", PickleFunction.Tensor),
        new("torch._utils", "_rebuild_tensor_v2", PickleFunction.TensorWithFlags),
        new("torch._utils", "_rebuild_tensor_v3", PickleFunction.TensorWithType),
        new("torch._utils", "_rebuild_parameter", PickleFunction.Parameter),
        new("torch", "Size", PickleFunction.Size),
        new("torch", "UntypedStorage", PickleFunction.Storage),
        new("torch.storage", "UntypedStorage", PickleFunction.Storage),
        new("torch.storage", "_UntypedStorage", PickleFunction.Storage),
        .. Typed("FloatStorage", "float32", ScalarType.Float32),
        .. Typed("DoubleStorage", "float64", ScalarType.Float64),
        .. Typed("HalfStorage", "float16", ScalarType.Float16),
        .. Typed("BFloat16Storage", "bfloat16", ScalarType.BFloat16),
        .. Typed("LongStorage", "int64", ScalarType.Int64),
        .. Typed("IntStorage", "int32", ScalarType.Int32),
        .. Typed("ShortStorage", "int16", ScalarType.Int16),
        .. Typed("CharStorage", "int8", ScalarType.Int8),
        .. Typed("ByteStorage", "uint8", ScalarType.Byte),
        .. Typed("BoolStorage", "bool", ScalarType.Bool),
        .. Typed("ComplexFloatStorage", "complex64", ScalarType.ComplexFloat32),
        .. Typed("ComplexDoubleStorage", "complex128", ScalarType.ComplexFloat64),
    ];

    /// <summary>The number of a name in <see cref="All"/>; -1 for what a pickle may not name.</summary>
    public static int Find(ReadOnlySpan<byte> module, ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < All.Count; i++)
        {
            if (Ascii.Equals(module, All[i].Module) && Ascii.Equals(name, All[i].Name))
                return i;
        }

        return -1;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Module}.{Name}";

    private static PickleGlobal[] Typed(string storage, string constant, ScalarType type) =>
        [new("torch", storage, PickleFunction.Storage, type), new("torch", constant, PickleFunction.Type, type)];
}
