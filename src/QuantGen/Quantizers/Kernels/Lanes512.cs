using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace QuantGen.Quantizers.Kernels;

/// <summary>Sixteen float32 values in a 512 bit register.</summary>
internal readonly unsafe struct Lanes512(Vector512<float> values) : ILanes<Lanes512>
{
    private readonly Vector512<float> _values = values;

    private static Vector512<int> OwnBit => Vector512.Create(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768);

    public static int Count => Vector512<float>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Broadcast(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Load(float* source) => new(Vector512.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* target) => _values.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator *(Lanes512 left, Lanes512 right) => new(left._values * right._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator +(Lanes512 left, Lanes512 right) => new(left._values + right._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator -(Lanes512 left, Lanes512 right) => new(left._values - right._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator /(Lanes512 left, Lanes512 right) => new(left._values / right._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Round(Lanes512 value) => new(Vector512.Round(value._values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Floor(Lanes512 value) => new(Vector512.Floor(value._values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Truncate(Lanes512 value) => new(Vector512.Truncate(value._values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 OneFrom(Lanes512 value, Lanes512 bound) =>
        new(Vector512<float>.One & Vector512.GreaterThanOrEqual(value._values, bound._values));

    // The bound comes first: x86 takes the second operand when one is NaN or both are zero, and Arm keeps NaN in either order.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Clamp(Lanes512 value, Lanes512 lower, Lanes512 upper) =>
        new(Vector512.MinNative(upper._values, Vector512.MaxNative(lower._values, value._values)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 AtLeast(Lanes512 value, Lanes512 bound) => new(Vector512.MaxNative(bound._values, value._values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Without(Lanes512 value, ulong bits) =>
        new(value._values & Vector512.Equals(Vector512.Create((int)bits) & OwnBit, Vector512<int>.Zero).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Within(Lanes512 value, Lanes512 lower, Lanes512 upper, Lanes512 kept) => new(
        Vector512.GreaterThanOrEqual(value._values, lower._values) & Vector512.LessThanOrEqual(value._values, upper._values) & kept._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 WhereAbove(Lanes512 value, Lanes512 bound, Lanes512 above, Lanes512 otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.GreaterThan(value._values, bound._values), above._values, otherwise._values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Above(Lanes512 value, Lanes512 bound) =>
        Vector512.GreaterThan(value._values, bound._values).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong AtMost(Lanes512 value, Lanes512 bound) =>
        Vector512.LessThanOrEqual(value._values, bound._values).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong NotBetween(Lanes512 value, Lanes512 lower, Lanes512 upper) =>
        (~(Vector512.GreaterThan(value._values, lower._values) & Vector512.LessThan(value._values, upper._values))).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Outside(Lanes512 value, Lanes512 lower, Lanes512 upper) =>
        (~(Vector512.GreaterThanOrEqual(value._values, lower._values) & Vector512.LessThanOrEqual(value._values, upper._values))).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Exceeds(Lanes512 value, Lanes512 bound) =>
        (~Vector512.LessThanOrEqual(Vector512.Abs(value._values), bound._values)).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyNegative(Lanes512 value) => Vector512.LessThanAny(value._values, Vector512<float>.Zero);
}
