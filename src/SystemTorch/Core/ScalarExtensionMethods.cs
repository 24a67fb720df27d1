using System.Numerics;

namespace TorchSharp;

/// <summary>Conversions between .NET's numbers and <see cref="Scalar"/>.</summary>
public static class ScalarExtensionMethods
{
    /// <summary>Makes a scalar of an integer.</summary>
    /// <param name="value">The number.</param>
    public static Scalar ToScalar(this byte value) => value;

    /// <summary>Makes a scalar of an integer.</summary>
    /// <param name="value">The number.</param>
    public static Scalar ToScalar(this sbyte value) => value;

    /// <summary>Makes a scalar of an integer.</summary>
    /// <param name="value">The number.</param>
    public static Scalar ToScalar(this short value) => value;

    /// <summary>Makes a scalar of an integer.</summary>
    /// <param name="value">The number.</param>
    public static Scalar ToScalar(this int value) => value;

    /// <summary>Makes a scalar of an integer.</summary>
    /// <param name="value">The number.</param>
    public static Scalar ToScalar(this long value) => value;

    /// <summary>Makes a scalar of a real number.</summary>
    /// <param name="value">The number.</param>
    public static Scalar ToScalar(this Half value) => value;

    /// <summary>Makes a scalar of a real number.</summary>
    /// <param name="value">The number.</param>
    public static Scalar ToScalar(this float value) => value;

    /// <summary>Makes a scalar of a real number.</summary>
    /// <param name="value">The number.</param>
    public static Scalar ToScalar(this double value) => value;

    /// <summary>Makes a scalar of a truth value.</summary>
    /// <param name="value">The truth value.</param>
    public static Scalar ToScalar(this bool value) => value;

    /// <summary>Makes a scalar of a complex number.</summary>
    /// <param name="value">The real and the imaginary part.</param>
    public static Scalar ToScalar(this (float, float) value) => value;

    /// <summary>Makes a scalar of a complex number.</summary>
    /// <param name="value">The number.</param>
    public static Scalar ToScalar(this Complex value) => value;

    /// <summary>The scalar as a byte.</summary>
    /// <param name="value">The scalar.</param>
    public static byte ToByte(this Scalar value) => (byte)value.Integer();

    /// <summary>The scalar as a signed byte.</summary>
    /// <param name="value">The scalar.</param>
    public static sbyte ToSByte(this Scalar value) => (sbyte)value.Integer();

    /// <summary>The scalar as a 16-bit integer.</summary>
    /// <param name="value">The scalar.</param>
    public static short ToInt16(this Scalar value) => (short)value.Integer();

    /// <summary>The scalar as a 32-bit integer.</summary>
    /// <param name="value">The scalar.</param>
    public static int ToInt32(this Scalar value) => (int)value.Integer();

    /// <summary>The scalar as a 64-bit integer.</summary>
    /// <param name="value">The scalar.</param>
    public static long ToInt64(this Scalar value) => value.Integer();

    /// <summary>The scalar in half precision.</summary>
    /// <param name="value">The scalar.</param>
    public static Half ToHalf(this Scalar value) => (Half)value.ToDouble();

    /// <summary>The scalar in single precision.</summary>
    /// <param name="value">The scalar.</param>
    public static float ToSingle(this Scalar value) => (float)value.ToDouble();

    /// <summary>The scalar in double precision.</summary>
    /// <param name="value">The scalar.</param>
    public static double ToDouble(this Scalar value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.AsDouble();
    }

    /// <summary>The scalar as a truth value: whether it differs from zero.</summary>
    /// <param name="value">The scalar.</param>
    public static bool ToBoolean(this Scalar value) => value.ToComplexFloat64() != Complex.Zero;

    /// <summary>The scalar as a complex number in single precision.</summary>
    /// <param name="value">The scalar.</param>
    public static (float Real, float Imaginary) ToComplexFloat32(this Scalar value)
    {
        var number = value.ToComplexFloat64();
        return ((float)number.Real, (float)number.Imaginary);
    }

    /// <summary>The scalar as a complex number in double precision.</summary>
    /// <param name="value">The scalar.</param>
    public static Complex ToComplexFloat64(this Scalar value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.AsComplex();
    }

    private static long Integer(this Scalar value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.AsLong();
    }
}
