namespace TorchSharp;

public static partial class torch
{
    /// <summary>A tensor of a shape, drawn uniformly from [0, 1).</summary>
    public static Tensor rand(
        ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null) =>
        Random(FactoryOp.Rand, size.ToArray(), dtype, device, requires_grad, generator, names);

    /// <summary>A tensor of a shape, drawn uniformly from [0, 1).</summary>
    public static Tensor rand(
        int dim0, int dim1, int dim2, int dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null) =>
        Random(FactoryOp.Rand, [dim0, dim1, dim2, dim3], dtype, device, requires_grad, generator, names);

    /// <summary>A tensor of a shape, drawn uniformly from [0, 1).</summary>
    public static Tensor rand(
        int dim0, int dim1, int dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null) =>
        Random(FactoryOp.Rand, [dim0, dim1, dim2], dtype, device, requires_grad, generator, names);

    /// <summary>A tensor of a shape, drawn uniformly from [0, 1).</summary>
    public static Tensor rand(
        int rows, int columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null) =>
        Random(FactoryOp.Rand, [rows, columns], dtype, device, requires_grad, generator, names);

    /// <summary>A tensor of a shape, drawn uniformly from [0, 1).</summary>
    public static Tensor rand(
        int size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null,
        string[]? names = null) =>
        Random(FactoryOp.Rand, [size], dtype, device, requires_grad, generator, names);

    /// <summary>A tensor of a shape, drawn uniformly from [0, 1).</summary>
    public static Tensor rand(
        long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null) =>
        Random(FactoryOp.Rand, [dim0, dim1, dim2, dim3], dtype, device, requires_grad, generator, names);

    /// <summary>A tensor of a shape, drawn uniformly from [0, 1).</summary>
    public static Tensor rand(
        long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null) =>
        Random(FactoryOp.Rand, [dim0, dim1, dim2], dtype, device, requires_grad, generator, names);

    /// <summary>A tensor of a shape, drawn uniformly from [0, 1).</summary>
    public static Tensor rand(
        long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null) =>
        Random(FactoryOp.Rand, [rows, columns], dtype, device, requires_grad, generator, names);

    /// <summary>A tensor of a shape, drawn uniformly from [0, 1).</summary>
    public static Tensor rand(
        long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null,
        string[]? names = null) =>
        Random(FactoryOp.Rand, [size], dtype, device, requires_grad, generator, names);

    /// <summary>A tensor of a shape, drawn uniformly from [0, 1).</summary>
    public static Tensor rand(
        long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null,
        string[]? names = null) =>
        Random(FactoryOp.Rand, size, dtype, device, requires_grad, generator, names);

    /// <summary>A tensor of a shape, drawn from the normal distribution with mean 0 and variance 1.</summary>
    public static Tensor randn(
        ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null) =>
        Random(FactoryOp.Randn, size.ToArray(), dtype, device, requires_grad, generator, names);

    /// <summary>A tensor of a shape, drawn from the normal distribution with mean 0 and variance 1.</summary>
    public static Tensor randn(
        int dim0, int dim1, int dim2, int dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null) =>
        Random(FactoryOp.Randn, [dim0, dim1, dim2, dim3], dtype, device, requires_grad, generator, names);

    /// <summary>A tensor of a shape, drawn from the normal distribution with mean 0 and variance 1.</summary>
    public static Tensor randn(
        int dim0, int dim1, int dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null) =>
        Random(FactoryOp.Randn, [dim0, dim1, dim2], dtype, device, requires_grad, generator, names);

    /// <summary>A tensor of a shape, drawn from the normal distribution with mean 0 and variance 1.</summary>
    public static Tensor randn(
        int rows, int columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null) =>
        Random(FactoryOp.Randn, [rows, columns], dtype, device, requires_grad, generator, names);

    /// <summary>A tensor of a shape, drawn from the normal distribution with mean 0 and variance 1.</summary>
    public static Tensor randn(
        int size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null,
        string[]? names = null) =>
        Random(FactoryOp.Randn, [size], dtype, device, requires_grad, generator, names);

    /// <summary>A tensor of a shape, drawn from the normal distribution with mean 0 and variance 1.</summary>
    public static Tensor randn(
        long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null) =>
        Random(FactoryOp.Randn, [dim0, dim1, dim2, dim3], dtype, device, requires_grad, generator, names);

    /// <summary>A tensor of a shape, drawn from the normal distribution with mean 0 and variance 1.</summary>
    public static Tensor randn(
        long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null) =>
        Random(FactoryOp.Randn, [dim0, dim1, dim2], dtype, device, requires_grad, generator, names);

    /// <summary>A tensor of a shape, drawn from the normal distribution with mean 0 and variance 1.</summary>
    public static Tensor randn(
        long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null) =>
        Random(FactoryOp.Randn, [rows, columns], dtype, device, requires_grad, generator, names);

    /// <summary>A tensor of a shape, drawn from the normal distribution with mean 0 and variance 1.</summary>
    public static Tensor randn(
        long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null,
        string[]? names = null) =>
        Random(FactoryOp.Randn, [size], dtype, device, requires_grad, generator, names);

    /// <summary>A tensor of a shape, drawn from the normal distribution with mean 0 and variance 1.</summary>
    public static Tensor randn(
        long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null,
        string[]? names = null) =>
        Random(FactoryOp.Randn, size, dtype, device, requires_grad, generator, names);

    /// <summary>
    /// A tensor of integers of a shape (Int64 unless asked otherwise), drawn uniformly from low (0 when not given) to below
    /// <paramref name="high"/>.
    /// </summary>
    public static Tensor randint(
        int high, int[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null) =>
        Integers(0, high, Array.ConvertAll(size, static extent => (long)extent), dtype, device, requires_grad, generator, names);

    /// <summary>
    /// A tensor of integers of a shape (Int64 unless asked otherwise), drawn uniformly from low (0 when not given) to below
    /// <paramref name="high"/>.
    /// </summary>
    public static Tensor randint(
        int low, int high, int[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null) =>
        Integers(low, high, Array.ConvertAll(size, static extent => (long)extent), dtype, device, requires_grad, generator, names);

    /// <summary>
    /// A tensor of integers of a shape (Int64 unless asked otherwise), drawn uniformly from low (0 when not given) to below
    /// <paramref name="high"/>.
    /// </summary>
    public static Tensor randint(
        long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null) =>
        Integers(0, high, size, dtype, device, requires_grad, generator, names);

    /// <summary>
    /// A tensor of integers of a shape (Int64 unless asked otherwise), drawn uniformly from low (0 when not given) to below
    /// <paramref name="high"/>.
    /// </summary>
    public static Tensor randint(
        long high, Size size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null) =>
        Integers(0, high, size.Shape, dtype, device, requires_grad, generator, names);

    /// <summary>
    /// A tensor of integers of a shape (Int64 unless asked otherwise), drawn uniformly from low (0 when not given) to below
    /// <paramref name="high"/>.
    /// </summary>
    public static Tensor randint(
        long low, long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null) =>
        Integers(low, high, size, dtype, device, requires_grad, generator, names);

    /// <summary>
    /// A tensor of integers of a shape (Int64 unless asked otherwise), drawn uniformly from low (0 when not given) to below
    /// <paramref name="high"/>.
    /// </summary>
    public static Tensor randint(
        long low, long high, Size size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null) =>
        Integers(low, high, size.Shape, dtype, device, requires_grad, generator, names);
}
