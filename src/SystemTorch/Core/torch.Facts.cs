using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Whether an object is a tensor.</summary>
    /// <param name="obj">The object.</param>
    public static bool is_tensor(object obj) => obj is Tensor;

    /// <inheritdoc cref="Tensor.is_complex"/>
    public static bool is_complex(Tensor input) => is_complex(TypeOf(input));

    /// <inheritdoc cref="Tensor.is_floating_point"/>
    public static bool is_floating_point(Tensor input) => is_floating_point(TypeOf(input));

    /// <inheritdoc cref="Tensor.is_integral"/>
    public static bool is_integral(Tensor t) => is_integral(TypeOf(t));

    /// <inheritdoc cref="Tensor.is_nonzero"/>
    public static bool is_nonzero(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.is_nonzero();
    }

    /// <summary>The tensor with <see cref="ScalarType.Bool"/> elements.</summary>
    public static Tensor BoolTensor(Tensor t) => As(t, ScalarType.Bool);

    /// <summary>The tensor with <see cref="ScalarType.Byte"/> elements.</summary>
    public static Tensor ByteTensor(Tensor t) => As(t, ScalarType.Byte);

    /// <summary>The tensor with <see cref="ScalarType.Int16"/> elements.</summary>
    public static Tensor ShortTensor(Tensor t) => As(t, ScalarType.Int16);

    /// <summary>The tensor with <see cref="ScalarType.Int32"/> elements.</summary>
    public static Tensor IntTensor(Tensor t) => As(t, ScalarType.Int32);

    /// <summary>The tensor with <see cref="ScalarType.Int64"/> elements.</summary>
    public static Tensor LongTensor(Tensor t) => As(t, ScalarType.Int64);

    /// <summary>The tensor with <see cref="ScalarType.Float32"/> elements.</summary>
    public static Tensor FloatTensor(Tensor t) => As(t, ScalarType.Float32);

    /// <summary>The tensor with <see cref="ScalarType.Float64"/> elements.</summary>
    public static Tensor DoubleTensor(Tensor t) => As(t, ScalarType.Float64);

    /// <summary>The limits of the default type.</summary>
    public static FInfo finfo() => finfo(_defaultDType);

    /// <summary>The limits of a type.</summary>
    /// <param name="dtype">A real or complex type.</param>
    /// <exception cref="ArgumentException">The type is neither.</exception>
    public static FInfo finfo(ScalarType dtype) => dtype switch
    {
        ScalarType.BFloat16 => new(16, 0.0078125, 3.3895313892515355e+38, 1.1754943508222875e-38, 0.01),
        ScalarType.Float16 => new(16, 0.0009765625, 65504, 6.103515625e-05, 0.001),
        ScalarType.Float32 or ScalarType.ComplexFloat32 => new(32, 1.1920928955078125e-07, float.MaxValue, 1.1754943508222875e-38, 1e-06),
        ScalarType.Float64 or ScalarType.ComplexFloat64 => new(64, 2.220446049250313e-16, double.MaxValue, 2.2250738585072014e-308, 1e-15),
        _ => throw new ArgumentException("'dtype' must be floating point or complex", nameof(dtype)),
    };

    private static ScalarType TypeOf(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return tensor.dtype;
    }

    private static Tensor As(Tensor tensor, ScalarType type)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return tensor.to_type(type);
    }

    /// <summary>The limits of a floating-point type.</summary>
    [StructLayout(LayoutKind.Auto)]
    public struct FInfo
    {
        /// <summary>How many bits a number has.</summary>
        public int bits;

        /// <summary>The step from 1 to the next number.</summary>
        public double eps;

        /// <summary>The largest number.</summary>
        public double max;

        /// <summary>The smallest number.</summary>
        public double min;

        /// <summary>The smallest positive number of full precision.</summary>
        public double tiny;

        /// <summary>The smallest positive number of full precision.</summary>
        public double smallest_normal;

        /// <summary>A power of ten that decimal digits resolve.</summary>
        public double resolution;

        internal FInfo(int bits, double eps, double max, double tiny, double resolution)
        {
            this.bits = bits;
            this.eps = eps;
            this.max = max;
            this.resolution = resolution;
            min = -max;
            this.tiny = smallest_normal = tiny;
        }
    }
}
