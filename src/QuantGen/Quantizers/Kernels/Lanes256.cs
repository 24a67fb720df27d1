using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace QuantGen.Quantizers.Kernels;

/// <summary>Eight float32 values in a 256 bit register.</summary>
internal readonly unsafe struct Lanes256(Vector256<float> values) : ILanes<Lanes256>
{
    private readonly Vector256<float> _values = values;

    private static Vector256<int> OwnBit => Vector256.Create(1, 2, 4, 8, 16, 32, 64, 128);

    public static int Count => Vector256<float>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Broadcast(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Load(float* source) => new(Vector256.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* target) => _values.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator *(Lanes256 left, Lanes256 right) => new(left._values * right._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator +(Lanes256 left, Lanes256 right) => new(left._values + right._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator -(Lanes256 left, Lanes256 right) => new(left._values - right._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator /(Lanes256 left, Lanes256 right) => new(left._values / right._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Round(Lanes256 value) => new(Vector256.Round(value._values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Floor(Lanes256 value) => new(Vector256.Floor(value._values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Truncate(Lanes256 value) => new(Vector256.Truncate(value._values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 OneFrom(Lanes256 value, Lanes256 bound) =>
        new(Vector256<float>.One & Vector256.GreaterThanOrEqual(value._values, bound._values));

    // The bound comes first: x86 takes the second operand when one is NaN or both are zero, and Arm keeps NaN in either order.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Clamp(Lanes256 value, Lanes256 lower, Lanes256 upper) =>
        new(Vector256.MinNative(upper._values, Vector256.MaxNative(lower._values, value._values)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 AtLeast(Lanes256 value, Lanes256 bound) => new(Vector256.MaxNative(bound._values, value._values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Without(Lanes256 value, ulong bits) =>
        new(value._values & Vector256.Equals(Vector256.Create((int)bits) & OwnBit, Vector256<int>.Zero).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Within(Lanes256 value, Lanes256 lower, Lanes256 upper, Lanes256 kept) => new(
        Vector256.GreaterThanOrEqual(value._values, lower._values) & Vector256.LessThanOrEqual(value._values, upper._values) & kept._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 WhereAbove(Lanes256 value, Lanes256 bound, Lanes256 above, Lanes256 otherwise) =>
        new(Vector256.ConditionalSelect(Vector256.GreaterThan(value._values, bound._values), above._values, otherwise._values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Above(Lanes256 value, Lanes256 bound) =>
        Vector256.GreaterThan(value._values, bound._values).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong AtMost(Lanes256 value, Lanes256 bound) =>
        Vector256.LessThanOrEqual(value._values, bound._values).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong NotBetween(Lanes256 value, Lanes256 lower, Lanes256 upper) =>
        (~(Vector256.GreaterThan(value._values, lower._values) & Vector256.LessThan(value._values, upper._values))).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Outside(Lanes256 value, Lanes256 lower, Lanes256 upper) =>
        (~(Vector256.GreaterThanOrEqual(value._values, lower._values) & Vector256.LessThanOrEqual(value._values, upper._values))).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Exceeds(Lanes256 value, Lanes256 bound) =>
        (~Vector256.LessThanOrEqual(Vector256.Abs(value._values), bound._values)).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyNegative(Lanes256 value) => Vector256.LessThanAny(value._values, Vector256<float>.Zero);
}
