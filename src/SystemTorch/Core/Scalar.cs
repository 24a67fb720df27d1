using System.Numerics;
using TorchSharp.Native;

namespace TorchSharp;

/// <summary>A number whose type libtorch learns at run time: an integer, a real number, a truth value or a complex number.</summary>
/// <remarks>It holds no native memory; <see cref="Dispose"/> is there because TorchSharp's has one.</remarks>
public sealed class Scalar : IDisposable
{
    private readonly double _real;
    private readonly double _imaginary;
    private readonly long _integer;

    internal Scalar(double value)
    {
        Type = torch.ScalarType.Float64;
        _real = value;
    }

    internal Scalar(long value)
    {
        Type = torch.ScalarType.Int64;
        _integer = value;
    }

    internal Scalar(bool value)
    {
        Type = torch.ScalarType.Bool;
        _integer = value ? 1 : 0;
    }

    internal Scalar(Complex value)
    {
        Type = torch.ScalarType.ComplexFloat64;
        _real = value.Real;
        _imaginary = value.Imaginary;
    }

    /// <summary>The widest type of the number's kind: Int64, Float64, Bool or ComplexFloat64.</summary>
    public torch.ScalarType Type { get; }

    /// <summary>Makes an integer.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator Scalar(byte value) => new((long)value);

    /// <summary>Makes an integer.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator Scalar(sbyte value) => new((long)value);

    /// <summary>Makes an integer.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator Scalar(short value) => new((long)value);

    /// <summary>Makes an integer.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator Scalar(int value) => new((long)value);

    /// <summary>Makes an integer.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator Scalar(long value) => new(value);

    /// <summary>Makes a real number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator Scalar(Half value) => new((double)value);

    /// <summary>Makes a real number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator Scalar(float value) => new((double)value);

    /// <summary>Makes a real number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator Scalar(double value) => new(value);

    /// <summary>Makes a truth value.</summary>
    /// <param name="value">The truth value.</param>
    public static implicit operator Scalar(bool value) => new(value);

    /// <summary>Makes a complex number.</summary>
    /// <param name="value">The real and the imaginary part.</param>
    public static implicit operator Scalar((float, float) value) => new(new Complex(value.Item1, value.Item2));

    /// <summary>Makes a complex number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator Scalar(Complex value) => new(value);

    /// <summary>Does nothing: there is nothing to release.</summary>
    public void Dispose()
    {
    }

    internal Complex AsComplex() => new(AsDouble(), _imaginary);

    internal double AsDouble() => Type is torch.ScalarType.Int64 or torch.ScalarType.Bool ? _integer : _real;

    internal long AsLong() => Type is torch.ScalarType.Int64 or torch.ScalarType.Bool ? _integer : (long)_real;

    internal Argument ToArgument() => Type switch
    {
        torch.ScalarType.Int64 => _integer,
        torch.ScalarType.Bool => _integer != 0,
        torch.ScalarType.Float64 => _real,
        _ => Argument.Complex([_real, _imaginary]),
    };
}
