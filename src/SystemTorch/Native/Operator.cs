using System.Runtime.CompilerServices;
using System.Text;

namespace TorchSharp.Native;

/// <summary>
/// An operator of ATen, found by name and overload at its first call and kept. Arguments stand in the order of the
/// operator's schema; those left out at the end take the schema's defaults.
/// </summary>
/// <param name="name">The name with its namespace, as <c>aten::add</c>.</param>
/// <param name="overload">The overload, as <c>Tensor</c>; empty for the one without a name.</param>
[SkipLocalsInit]
internal sealed unsafe class Operator(string name, string overload = "")
{
    private const int LargestListOnStack = 4096;
    private const int MostResults = 8;

    private nint _handle;

    /// <summary>The native operator.</summary>
    /// <exception cref="MissingMethodException">libtorch has none of that name.</exception>
    internal nint Handle => _handle != 0 ? _handle : Find();

    /// <summary>Calls the operator and returns its only result, or the first of several.</summary>
    internal torch.Tensor Call(params ReadOnlySpan<Argument> arguments) => new((nint)CallValue(ValueTag.Tensor, arguments));

    /// <summary>Calls the operator for what it does to its arguments and drops the result.</summary>
    internal void CallVoid(params ReadOnlySpan<Argument> arguments) => Invoke(arguments, null, 0);

    /// <summary>Calls an operator that changes its first argument, a tensor, and returns that same object.</summary>
    internal torch.Tensor CallInPlace(params ReadOnlySpan<Argument> arguments)
    {
        Invoke(arguments, null, 0);
        return (torch.Tensor)arguments[0].Reference!;
    }

    /// <summary>
    /// Calls the operator and returns all its tensors, lists flattened; an undefined one is <see cref="torch.Tensor.IsInvalid"/>.
    /// </summary>
    internal torch.Tensor[] CallMany(params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc NativeValue[MostResults];
        var count = Invoke(arguments, results, MostResults);
        if (count == 1 && results[0].Tag == ValueTag.TensorList)
            return TakeList(results[0]);
        var tensors = new torch.Tensor[count];
        for (var i = 0; i < count; i++)
            tensors[i] = new torch.Tensor((nint)Expect(ValueTag.Tensor, results[i]));
        return tensors;
    }

    /// <summary>Calls an operator with two results.</summary>
    internal (torch.Tensor First, torch.Tensor Second) CallPair(params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc NativeValue[2];
        Invoke(arguments, results, 2);
        return (new((nint)Expect(ValueTag.Tensor, results[0])), new((nint)Expect(ValueTag.Tensor, results[1])));
    }

    /// <summary>Calls an operator that returns a truth value.</summary>
    internal bool CallBool(params ReadOnlySpan<Argument> arguments) => CallValue(ValueTag.Bool, arguments) != 0;

    /// <summary>Calls an operator that returns an integer.</summary>
    internal long CallLong(params ReadOnlySpan<Argument> arguments) => CallValue(ValueTag.Int, arguments);

    /// <summary>Calls an operator that returns a real number.</summary>
    internal double CallDouble(params ReadOnlySpan<Argument> arguments) =>
        BitConverter.Int64BitsToDouble(CallValue(ValueTag.Double, arguments));

    /// <summary>Calls an operator that returns a number of a type known only at run time.</summary>
    internal Scalar CallScalar(params ReadOnlySpan<Argument> arguments)
    {
        NativeValue result;
        Invoke(arguments, &result, 1);
        return result.Tag switch
        {
            ValueTag.Bool => new Scalar(result.Bits != 0),
            ValueTag.Int => new Scalar(result.Bits),
            _ => new Scalar(BitConverter.Int64BitsToDouble(Expect(ValueTag.Double, result))),
        };
    }

    /// <inheritdoc/>
    public override string ToString() => overload.Length == 0 ? name : $"{name}.{overload}";

    /// <summary>Takes over a list of tensors that native code has made.</summary>
    internal static torch.Tensor[] TakeList(in NativeValue list)
    {
        var handles = (nint*)list.Bits;
        var tensors = new torch.Tensor[list.Length];
        for (var i = 0; i < tensors.Length; i++)
            tensors[i] = new torch.Tensor(handles[i]);
        NativeMethods.FreeList(handles);
        return tensors;
    }

    private long CallValue(ValueTag tag, ReadOnlySpan<Argument> arguments)
    {
        NativeValue result;
        Invoke(arguments, &result, 1);
        return Expect(tag, result);
    }

    private long Expect(ValueTag tag, in NativeValue value) =>
        value.Tag == tag ? value.Bits : throw new InvalidOperationException($"{this} returned {value.Tag} where {tag} was expected.");

    private int Invoke(ReadOnlySpan<Argument> arguments, NativeValue* results, int capacity)
    {
        var bytes = 0;
        foreach (ref readonly var argument in arguments)
            bytes += argument.StorageBytes;
        var large = bytes > LargestListOnStack ? GC.AllocateUninitializedArray<byte>(bytes, pinned: true) : null;
        var small = stackalloc byte[large is null ? bytes : 0];
        var storage = large is null ? small : (byte*)Unsafe.AsPointer(ref large[0]);

        var values = stackalloc NativeValue[arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
            arguments[i].Write(values + i, ref storage);

        var count = NativeMethods.Call(Handle, values, arguments.Length, results, capacity);

        // The handles above are bare addresses: their owners must not be finalized before here.
        foreach (ref readonly var argument in arguments)
            GC.KeepAlive(argument.Reference);
        GC.KeepAlive(large);
        NativeError.ThrowIfFailed(count);
        return count;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private nint Find()
    {
        fixed (byte* nameBytes = Encoding.UTF8.GetBytes(name + '\0'), overloadBytes = Encoding.UTF8.GetBytes(overload + '\0'))
            _handle = NativeMethods.FindOperator(nameBytes, overloadBytes);
        return _handle != 0 ? _handle : throw new MissingMethodException($"libtorch has no operator {this}.");
    }
}
