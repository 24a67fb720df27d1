using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>
    /// The numbers from <paramref name="start"/> to before <paramref name="stop"/>, <paramref name="step"/> apart: Int64 when all three
    /// are integers.
    /// </summary>
    public static Tensor arange(
        Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(stop);
        ArgumentNullException.ThrowIfNull(step);
        var integral = is_integral(start.Type) && is_integral(stop.Type) && is_integral(step.Type);
        var type = dtype ?? (integral ? ScalarType.Int64 : _defaultDType);
        return Finish(FactoryOp.Arange.Call(start, stop, step, type, Argument.None, InitializeDevice(device)), requires_grad, names: null);
    }

    /// <inheritdoc cref="arange(Scalar, Scalar, Scalar, ScalarType?, Device, bool)"/>
    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(start, stop, 1, dtype, device, requires_grad);

    /// <inheritdoc cref="arange(Scalar, Scalar, Scalar, ScalarType?, Device, bool)"/>
    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(0, stop, 1, dtype, device, requires_grad);

    /// <summary>Evenly spaced numbers from <paramref name="start"/> to <paramref name="end"/>, both included.</summary>
    public static Tensor linspace(
        double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Finish(
            FactoryOp.Linspace.Call(start, end, steps, dtype ?? _defaultDType, Argument.None, InitializeDevice(device)),
            requires_grad,
            names: null);

    /// <summary>
    /// Powers of <paramref name="base"/> with evenly spaced exponents from <paramref name="start"/> to <paramref name="end"/>.
    /// </summary>
    public static Tensor logspace(
        double start,
        double end,
        long steps,
        double @base = 10,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false) =>
        Finish(
            FactoryOp.Logspace.Call(start, end, steps, @base, dtype ?? _defaultDType, Argument.None, InitializeDevice(device)),
            requires_grad,
            names: null);

    /// <summary>A matrix with ones on its diagonal; square when <paramref name="columns"/> is -1.</summary>
    public static Tensor eye(
        long rows,
        long columns = -1,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false,
        string[]? names = null) =>
        Finish(
            FactoryOp.Eye.Call(rows, columns == -1 ? rows : columns, dtype ?? _defaultDType, Argument.None, InitializeDevice(device)),
            requires_grad,
            names);

    /// <summary>The integers below <paramref name="n"/> in random order.</summary>
    public static Tensor randperm(
        long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        Finish(
            FactoryOp.Randperm.Call(n, generator, dtype ?? ScalarType.Int64, Argument.None, InitializeDevice(device)),
            requires_grad,
            names: null);

    /// <summary>A tensor of a shape, drawn from a normal distribution.</summary>
    public static Tensor normal(
        double mean,
        double std,
        ReadOnlySpan<long> size,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false,
        Generator? generator = null,
        string[]? names = null) =>
        randn(size, dtype, device, requires_grad: false, generator, names).mul_(std).add_(mean).requires_grad_(requires_grad);

    /// <summary>An uninitialised tensor whose elements lie in memory as strides say.</summary>
    public static Tensor empty_strided(
        long[] size,
        long[] strides,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false,
        string[]? names = null) =>
        Finish(
            FactoryOp.EmptyStrided.Call(size, strides, dtype ?? _defaultDType, Argument.None, InitializeDevice(device)),
            requires_grad,
            names);
}
