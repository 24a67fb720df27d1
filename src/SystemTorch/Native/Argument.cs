using System.Runtime.InteropServices;
using System.Text;

namespace TorchSharp.Native;

/// <summary>
/// One argument of an <see cref="Operator"/>. Every type that a schema knows converts to it implicitly, null being None;
/// nothing is allocated. The object that the argument points to is referenced, so it lives as long as the call.
/// </summary>
internal readonly struct Argument
{
    /// <summary>The None of a schema: no tensor, no value.</summary>
    internal static readonly Argument None;

    /// <summary>The tensor, generator, list or string; null for a plain value.</summary>
    internal readonly object? Reference;

    /// <summary>How many bytes of list storage <see cref="Write"/> takes, a multiple of eight; 0 for what is no list.</summary>
    internal readonly int StorageBytes;

    private readonly ValueTag _tag;
    private readonly long _bits;

    private Argument(ValueTag tag, long bits, object? reference = null, int storageBytes = 0)
    {
        _tag = tag;
        _bits = bits;
        Reference = reference;
        StorageBytes = (storageBytes + 7) & ~7;
    }

    public static implicit operator Argument(torch.Tensor? value) => value is null ? None : new(ValueTag.Tensor, value.Handle, value);

    public static implicit operator Argument(long value) => new(ValueTag.Int, value);

    public static implicit operator Argument(int value) => new(ValueTag.Int, value);

    public static implicit operator Argument(double value) => new(ValueTag.Double, BitConverter.DoubleToInt64Bits(value));

    public static implicit operator Argument(bool value) => new(ValueTag.Bool, value ? 1 : 0);

    public static implicit operator Argument(long? value) => value is { } present ? present : None;

    public static implicit operator Argument(double? value) => value is { } present ? present : None;

    public static implicit operator Argument(bool? value) => value is { } present ? present : None;

    public static implicit operator Argument(torch.ScalarType value) => new(ValueTag.Int, (long)value);

    public static implicit operator Argument(torch.ScalarType? value) => value is { } present ? present : None;

    public static implicit operator Argument(torch.Device? value) =>
        value is null ? None : new(ValueTag.Device, (long)value.type << 32 | (uint)value.index);

    public static implicit operator Argument(torch.Generator? value) => value is null ? None : new(ValueTag.Generator, value.Handle, value);

    public static implicit operator Argument(Scalar? value) => value is null ? None : value.ToArgument();

    public static implicit operator Argument(string? value) =>
        value is null ? None : new(ValueTag.String, 0, value, Encoding.UTF8.GetByteCount(value));

    public static implicit operator Argument(long[]? value) =>
        value is null ? None : new(ValueTag.IntList, 0, value, value.Length * sizeof(long));

    public static implicit operator Argument(double[]? value) =>
        value is null ? None : new(ValueTag.DoubleList, 0, value, value.Length * sizeof(double));

    public static implicit operator Argument(bool[]? value) => value is null ? None : new(ValueTag.BoolList, 0, value, value.Length);

    public static implicit operator Argument(torch.Tensor[]? value) =>
        value is null ? None : new(ValueTag.TensorList, 0, value, value.Length * sizeof(long));

    /// <summary>A list for a schema's <c>Tensor?[]</c>: null entries stay None.</summary>
    internal static Argument OptionalTensors(torch.Tensor?[] value) =>
        new(ValueTag.OptionalTensorList, 0, value, value.Length * sizeof(long));

    /// <summary>A complex number, given as its real and imaginary part.</summary>
    internal static Argument Complex(double[] parts) => new(ValueTag.Complex, 0, parts, 2 * sizeof(double));

    /// <summary>Writes the value as native code reads it; a list is copied to <paramref name="storage"/>, which moves on.</summary>
    internal unsafe void Write(NativeValue* value, ref byte* storage)
    {
        value->Tag = _tag;
        value->Length = 0;
        value->Bits = _bits;
        if (_tag is ValueTag.String or (>= ValueTag.IntList and <= ValueTag.OptionalTensorList) or ValueTag.Complex)
        {
            value->Bits = (long)storage;
            value->Length = CopyTo(new Span<byte>(storage, StorageBytes));
            storage += StorageBytes;
        }
    }

    private int CopyTo(Span<byte> storage)
    {
        switch (Reference)
        {
            case long[] list:
                list.CopyTo(MemoryMarshal.Cast<byte, long>(storage));
                return list.Length;
            case double[] list:
                list.CopyTo(MemoryMarshal.Cast<byte, double>(storage));
                return list.Length;
            case bool[] list:
                list.CopyTo(MemoryMarshal.Cast<byte, bool>(storage));
                return list.Length;
            case torch.Tensor?[] list:
                var handles = MemoryMarshal.Cast<byte, nint>(storage);
                for (var i = 0; i < list.Length; i++)
                    handles[i] = list[i]?.Handle ?? 0;
                return list.Length;
            default:
                return Encoding.UTF8.GetBytes((string)Reference!, storage);
        }
    }
}
