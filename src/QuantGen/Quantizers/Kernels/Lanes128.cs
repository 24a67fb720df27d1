using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace QuantGen.Quantizers.Kernels;

/// <summary>Four float32 values in a 128 bit register.</summary>
internal readonly unsafe struct Lanes128(Vector128<float> values) : ILanes<Lanes128>
{
    private readonly Vector128<float> _values = values;

    private static Vector128<int> OwnBit => Vector128.Create(1, 2, 4, 8);

    public static int Count => Vector128<float>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Broadcast(float value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Load(float* source) => new(Vector128.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* target) => _values.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator *(Lanes128 left, Lanes128 right) => new(left._values * right._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator +(Lanes128 left, Lanes128 right) => new(left._values + right._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator -(Lanes128 left, Lanes128 right) => new(left._values - right._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator /(Lanes128 left, Lanes128 right) => new(left._values / right._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Round(Lanes128 value) => new(Vector128.Round(value._values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Floor(Lanes128 value) => new(Vector128.Floor(value._values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Truncate(Lanes128 value) => new(Vector128.Truncate(value._values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 OneFrom(Lanes128 value, Lanes128 bound) =>
        new(Vector128<float>.One & Vector128.GreaterThanOrEqual(value._values, bound._values));

    // The bound comes first: x86 takes the second operand when one is NaN or both are zero, and Arm keeps NaN in either order.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Clamp(Lanes128 value, Lanes128 lower, Lanes128 upper) =>
        new(Vector128.MinNative(upper._values, Vector128.MaxNative(lower._values, value._values)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 AtLeast(Lanes128 value, Lanes128 bound) => new(Vector128.MaxNative(bound._values, value._values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Without(Lanes128 value, ulong bits) =>
        new(value._values & Vector128.Equals(Vector128.Create((int)bits) & OwnBit, Vector128<int>.Zero).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Within(Lanes128 value, Lanes128 lower, Lanes128 upper, Lanes128 kept) => new(
        Vector128.GreaterThanOrEqual(value._values, lower._values) & Vector128.LessThanOrEqual(value._values, upper._values) & kept._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 WhereAbove(Lanes128 value, Lanes128 bound, Lanes128 above, Lanes128 otherwise) =>
        new(Vector128.ConditionalSelect(Vector128.GreaterThan(value._values, bound._values), above._values, otherwise._values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Above(Lanes128 value, Lanes128 bound) =>
        Vector128.GreaterThan(value._values, bound._values).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong AtMost(Lanes128 value, Lanes128 bound) =>
        Vector128.LessThanOrEqual(value._values, bound._values).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong NotBetween(Lanes128 value, Lanes128 lower, Lanes128 upper) =>
        (~(Vector128.GreaterThan(value._values, lower._values) & Vector128.LessThan(value._values, upper._values))).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Outside(Lanes128 value, Lanes128 lower, Lanes128 upper) =>
        (~(Vector128.GreaterThanOrEqual(value._values, lower._values) & Vector128.LessThanOrEqual(value._values, upper._values))).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Exceeds(Lanes128 value, Lanes128 bound) =>
        (~Vector128.LessThanOrEqual(Vector128.Abs(value._values), bound._values)).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyNegative(Lanes128 value) => Vector128.LessThanAny(value._values, Vector128<float>.Zero);
}
