using System.Runtime.InteropServices;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    private static Tensor Sized(Operator op, long[] size, ScalarType? dtype, Device? device, bool requires_grad, string[]? names) =>
        Finish(op.Call(size, dtype ?? _defaultDType, Argument.None, InitializeDevice(device)), requires_grad, names);

    private static Tensor Full(long[] size, Scalar value, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
    {
        ArgumentNullException.ThrowIfNull(value);
        var type = dtype ?? (is_integral(value.Type) ? ScalarType.Int64 : _defaultDType);
        return Finish(FactoryOp.Full.Call(size, value, type, Argument.None, InitializeDevice(device)), requires_grad, names);
    }

    private static Tensor Random(
        Operator op, long[] size, ScalarType? dtype, Device? device, bool requires_grad, Generator? generator, string[]? names)
    {
        if (dtype is { } type && is_integral(type))
            throw new ArgumentException($"{type} is a bad type for real random numbers. It must be floating point or complex.", nameof(dtype));
        return Finish(op.Call(size, generator, dtype ?? _defaultDType, Argument.None, InitializeDevice(device)), requires_grad, names);
    }

    private static Tensor Integers(
        long low, long high, long[] size, ScalarType? dtype, Device? device, bool requires_grad, Generator? generator, string[]? names) =>
        Finish(
            FactoryOp.RandintLow.Call(low, high, size, generator, dtype ?? ScalarType.Int64, Argument.None, InitializeDevice(device)),
            requires_grad,
            names);

    private static Tensor FromList<T>(
        IList<T> list, long[] shape, ScalarType? dtype, Device? device, bool requires_grad, string[]? names) =>
        FromArray(list as T[] ?? [.. list], shape, dtype, device, requires_grad, names);

    private static Tensor FromMemory<T>(
        Memory<T> memory, long[] shape, ScalarType? dtype, Device? device, bool requires_grad, string[]? names) =>
        FromArray(memory.ToArray(), shape, dtype, device, requires_grad, names);

    /// <summary>A tensor on its own memory with the elements of an array of any rank.</summary>
    /// <exception cref="ArgumentException">The shape has more elements than the array.</exception>
    internal static unsafe Tensor FromArray(
        Array array, long[] shape, ScalarType? dtype, Device? device, bool requires_grad, string[]? names = null)
    {
        var (type, bytes) = Check(array, shape);
        var tensor = Sized(FactoryOp.Empty, shape, type, CPU, requires_grad: false, names);
        fixed (byte* source = &MemoryMarshal.GetArrayDataReference(array))
            Buffer.MemoryCopy(source, tensor.DataPointer(), bytes, bytes);
        return Finish(Moved(tensor, dtype, device), requires_grad, names: null);
    }

    /// <summary>A tensor over an array's own memory, which stays pinned as long as the tensor lives.</summary>
    /// <exception cref="ArgumentException">The shape has more elements than the array.</exception>
    private static unsafe Tensor OverArray(Array array, long[] shape, long offset, ScalarType? dtype, Device? device, bool requires_grad)
    {
        var (type, _) = Check(array, shape);
        var pin = GCHandle.Alloc(array, GCHandleType.Pinned);
        var data = (byte*)pin.AddrOfPinnedObject() + (offset * type.ElementSize());
        nint handle;
        int status;
        fixed (long* sizes = shape)
            status = ManagedCallbacks.FromBlob(data, sizes, shape.Length, (int)type, GCHandle.ToIntPtr(pin), &handle);

        if (status < 0)
            pin.Free();
        NativeError.ThrowIfFailed(status);
        return Finish(Moved(new Tensor(handle), dtype, device), requires_grad, names: null);
    }

    private static long[] ShapeOf(Array array)
    {
        ArgumentNullException.ThrowIfNull(array);
        var shape = new long[array.Rank];
        for (var i = 0; i < shape.Length; i++)
            shape[i] = array.GetLongLength(i);
        return shape;
    }

    private static (ScalarType Type, long Bytes) Check(Array array, long[] shape)
    {
        ArgumentNullException.ThrowIfNull(array);
        var type = ToScalarType(array.GetType().GetElementType()!);
        var total = shape.TotalSize();
        return total <= array.LongLength
            ? (type, total * type.ElementSize())
            : throw new ArgumentException(
                $"mismatched total size creating a tensor from an array: {total} vs. {array.LongLength}", nameof(shape));
    }

    private static Tensor Moved(Tensor tensor, ScalarType? dtype, Device? device)
    {
        var target = InitializeDevice(device);
        return tensor.toWillCopy(dtype ?? tensor.dtype, target)
            ? tensor.to(dtype ?? tensor.dtype, target, disposeAfter: true)
            : tensor;
    }

    private static Tensor Finish(Tensor tensor, bool requires_grad, string[]? names)
    {
        if (names is { Length: > 0 })
            throw new NotSupportedException("Dimensions cannot be named here.");
        return requires_grad ? tensor.requires_grad_() : tensor;
    }

    private static class FactoryOp
    {
        internal static readonly Operator Arange = new("aten::arange", "start_step");
        internal static readonly Operator Empty = new("aten::empty", "memory_format");
        internal static readonly Operator EmptyStrided = new("aten::empty_strided");
        internal static readonly Operator Eye = new("aten::eye", "m");
        internal static readonly Operator Full = new("aten::full");
        internal static readonly Operator Linspace = new("aten::linspace");
        internal static readonly Operator Logspace = new("aten::logspace");
        internal static readonly Operator Ones = new("aten::ones");
        internal static readonly Operator Rand = new("aten::rand", "generator");
        internal static readonly Operator Randn = new("aten::randn", "generator");
        internal static readonly Operator RandintLow = new("aten::randint", "low_generator");
        internal static readonly Operator Randperm = new("aten::randperm", "generator");
        internal static readonly Operator Zeros = new("aten::zeros");
    }
}
