using System.Numerics;

namespace TorchSharp;

public static partial class torch
{
    /// <inheritdoc cref="ScalarType.Byte"/>
    public static ScalarType uint8 = ScalarType.Byte;

    /// <inheritdoc cref="ScalarType.Int8"/>
    public static ScalarType int8 = ScalarType.Int8;

    /// <inheritdoc cref="ScalarType.Int16"/>
    public static ScalarType int16 = ScalarType.Int16;

    /// <inheritdoc cref="ScalarType.Int16"/>
    public static ScalarType @short = ScalarType.Int16;

    /// <inheritdoc cref="ScalarType.Int32"/>
    public static ScalarType int32 = ScalarType.Int32;

    /// <inheritdoc cref="ScalarType.Int32"/>
    public static ScalarType @int = ScalarType.Int32;

    /// <inheritdoc cref="ScalarType.Int64"/>
    public static ScalarType int64 = ScalarType.Int64;

    /// <inheritdoc cref="ScalarType.Int64"/>
    public static ScalarType @long = ScalarType.Int64;

    /// <inheritdoc cref="ScalarType.Float16"/>
    public static ScalarType float16 = ScalarType.Float16;

    /// <inheritdoc cref="ScalarType.Float16"/>
    public static ScalarType half = ScalarType.Float16;

    /// <inheritdoc cref="ScalarType.BFloat16"/>
    public static ScalarType bfloat16 = ScalarType.BFloat16;

    /// <inheritdoc cref="ScalarType.Float32"/>
    public static ScalarType float32 = ScalarType.Float32;

    /// <inheritdoc cref="ScalarType.Float32"/>
    public static ScalarType @float = ScalarType.Float32;

    /// <inheritdoc cref="ScalarType.Float64"/>
    public static ScalarType float64 = ScalarType.Float64;

    /// <inheritdoc cref="ScalarType.Float64"/>
    public static ScalarType @double = ScalarType.Float64;

    /// <inheritdoc cref="ScalarType.ComplexFloat32"/>
    public static ScalarType complex64 = ScalarType.ComplexFloat32;

    /// <inheritdoc cref="ScalarType.ComplexFloat32"/>
    public static ScalarType cfloat = ScalarType.ComplexFloat32;

    /// <inheritdoc cref="ScalarType.ComplexFloat64"/>
    public static ScalarType complex128 = ScalarType.ComplexFloat64;

    /// <inheritdoc cref="ScalarType.ComplexFloat64"/>
    public static ScalarType cdouble = ScalarType.ComplexFloat64;

    /// <inheritdoc cref="ScalarType.Bool"/>
    public static ScalarType @bool = ScalarType.Bool;

    private static ScalarType _defaultDType = ScalarType.Float32;

    /// <summary>The type that new tensors get when none is asked for.</summary>
    public static ScalarType get_default_dtype() => _defaultDType;

    /// <summary>Sets the type that new tensors get when none is asked for.</summary>
    /// <param name="dtype">A floating-point type.</param>
    /// <exception cref="ArgumentException">The type is no floating-point type.</exception>
    public static void set_default_dtype(ScalarType dtype) => _defaultDType = is_floating_point(dtype)
        ? dtype
        : throw new ArgumentException("only floating-point types are supported as the default type", nameof(dtype));

    /// <summary>Whether a type is an integer or a truth value.</summary>
    /// <param name="type">The type.</param>
    public static bool is_integral(ScalarType type) => type is <= ScalarType.Int64 or ScalarType.Bool;

    /// <summary>Whether a type is a real number.</summary>
    /// <param name="type">The type.</param>
    public static bool is_floating_point(ScalarType type) =>
        type is ScalarType.Float16 or ScalarType.Float32 or ScalarType.Float64 or ScalarType.BFloat16;

    /// <summary>Whether a type is a complex number.</summary>
    /// <param name="type">The type.</param>
    public static bool is_complex(ScalarType type) => type is ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64;

    /// <summary>Whether elements of a type can be written into a tensor of another type.</summary>
    /// <param name="from">The type of the elements.</param>
    /// <param name="to">The type of the tensor.</param>
    public static bool can_cast(ScalarType from, ScalarType to) => Rank(from) <= Rank(to);

    internal static Type? ClrType(this ScalarType type) => type switch
    {
        ScalarType.Byte => typeof(byte),
        ScalarType.Int8 => typeof(sbyte),
        ScalarType.Int16 => typeof(short),
        ScalarType.Int32 => typeof(int),
        ScalarType.Int64 => typeof(long),
        ScalarType.Float16 => typeof(Half),
        ScalarType.Float32 => typeof(float),
        ScalarType.Float64 => typeof(double),
        ScalarType.ComplexFloat32 => typeof((float, float)),
        ScalarType.ComplexFloat64 => typeof(Complex),
        ScalarType.Bool => typeof(bool),
        _ => null,
    };

    internal static ScalarType ToScalarType(Type type)
    {
        foreach (var candidate in Enum.GetValues<ScalarType>())
        {
            if (candidate.ClrType() == type)
                return candidate;
        }

        throw new NotSupportedException($"The type {type.FullName} is not supported.");
    }

    private static int Rank(ScalarType type) => type switch
    {
        ScalarType.Bool => 0,
        _ when is_integral(type) => 1,
        _ when is_floating_point(type) => 2,
        _ => 3,
    };
}
