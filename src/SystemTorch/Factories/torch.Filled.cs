namespace TorchSharp;

public static partial class torch
{
    /// <summary>A tensor of a shape, all zeros.</summary>
    public static Tensor zeros(
        ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        string[]? names = null) =>
        Sized(FactoryOp.Zeros, size.ToArray(), dtype, device, requires_grad, names);

    /// <summary>A tensor of a shape, all zeros.</summary>
    public static Tensor zeros(
        int dim0, int dim1, int dim2, int dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        string[]? names = null) =>
        Sized(FactoryOp.Zeros, [dim0, dim1, dim2, dim3], dtype, device, requires_grad, names);

    /// <summary>A tensor of a shape, all zeros.</summary>
    public static Tensor zeros(
        int dim0, int dim1, int dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        string[]? names = null) =>
        Sized(FactoryOp.Zeros, [dim0, dim1, dim2], dtype, device, requires_grad, names);

    /// <summary>A tensor of a shape, all zeros.</summary>
    public static Tensor zeros(
        int rows, int columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Sized(FactoryOp.Zeros, [rows, columns], dtype, device, requires_grad, names);

    /// <summary>A tensor of a shape, all zeros.</summary>
    public static Tensor zeros(
        int size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Sized(FactoryOp.Zeros, [size], dtype, device, requires_grad, names);

    /// <summary>A tensor of a shape, all zeros.</summary>
    public static Tensor zeros(
        long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        string[]? names = null) =>
        Sized(FactoryOp.Zeros, [dim0, dim1, dim2, dim3], dtype, device, requires_grad, names);

    /// <summary>A tensor of a shape, all zeros.</summary>
    public static Tensor zeros(
        long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        string[]? names = null) =>
        Sized(FactoryOp.Zeros, [dim0, dim1, dim2], dtype, device, requires_grad, names);

    /// <summary>A tensor of a shape, all zeros.</summary>
    public static Tensor zeros(
        long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        string[]? names = null) =>
        Sized(FactoryOp.Zeros, [rows, columns], dtype, device, requires_grad, names);

    /// <summary>A tensor of a shape, all zeros.</summary>
    public static Tensor zeros(
        long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Sized(FactoryOp.Zeros, [size], dtype, device, requires_grad, names);

    /// <summary>A tensor of a shape, all zeros.</summary>
    public static Tensor zeros(
        long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Sized(FactoryOp.Zeros, size, dtype, device, requires_grad, names);

    /// <summary>A tensor of a shape, all ones.</summary>
    public static Tensor ones(
        ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        string[]? names = null) =>
        Sized(FactoryOp.Ones, size.ToArray(), dtype, device, requires_grad, names);

    /// <summary>A tensor of a shape, all ones.</summary>
    public static Tensor ones(
        int dim0, int dim1, int dim2, int dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        string[]? names = null) =>
        Sized(FactoryOp.Ones, [dim0, dim1, dim2, dim3], dtype, device, requires_grad, names);

    /// <summary>A tensor of a shape, all ones.</summary>
    public static Tensor ones(
        int dim0, int dim1, int dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        string[]? names = null) =>
        Sized(FactoryOp.Ones, [dim0, dim1, dim2], dtype, device, requires_grad, names);

    /// <summary>A tensor of a shape, all ones.</summary>
    public static Tensor ones(
        int rows, int columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Sized(FactoryOp.Ones, [rows, columns], dtype, device, requires_grad, names);

    /// <summary>A tensor of a shape, all ones.</summary>
    public static Tensor ones(
        int size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Sized(FactoryOp.Ones, [size], dtype, device, requires_grad, names);

    /// <summary>A tensor of a shape, all ones.</summary>
    public static Tensor ones(
        long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        string[]? names = null) =>
        Sized(FactoryOp.Ones, [dim0, dim1, dim2, dim3], dtype, device, requires_grad, names);

    /// <summary>A tensor of a shape, all ones.</summary>
    public static Tensor ones(
        long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        string[]? names = null) =>
        Sized(FactoryOp.Ones, [dim0, dim1, dim2], dtype, device, requires_grad, names);

    /// <summary>A tensor of a shape, all ones.</summary>
    public static Tensor ones(
        long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        string[]? names = null) =>
        Sized(FactoryOp.Ones, [rows, columns], dtype, device, requires_grad, names);

    /// <summary>A tensor of a shape, all ones.</summary>
    public static Tensor ones(
        long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Sized(FactoryOp.Ones, [size], dtype, device, requires_grad, names);

    /// <summary>A tensor of a shape, all ones.</summary>
    public static Tensor ones(
        long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Sized(FactoryOp.Ones, size, dtype, device, requires_grad, names);

    /// <summary>A tensor of a shape whose elements are all <paramref name="value"/>.</summary>
    public static Tensor full(
        ReadOnlySpan<long> size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        string[]? names = null) =>
        Full(size.ToArray(), value, dtype, device, requires_grad, names);

    /// <summary>A tensor of a shape whose elements are all <paramref name="value"/>.</summary>
    public static Tensor full(
        int dim0, int dim1, int dim2, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        string[]? names = null) =>
        Full([dim0, dim1, dim2], value, dtype, device, requires_grad, names);

    /// <summary>A tensor of a shape whose elements are all <paramref name="value"/>.</summary>
    public static Tensor full(
        int dim0, int dim1, int dim2, int dim3, Scalar value, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, string[]? names = null) =>
        Full([dim0, dim1, dim2, dim3], value, dtype, device, requires_grad, names);

    /// <summary>A tensor of a shape whose elements are all <paramref name="value"/>.</summary>
    public static Tensor full(
        int rows, int columns, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        string[]? names = null) =>
        Full([rows, columns], value, dtype, device, requires_grad, names);

    /// <summary>A tensor of a shape whose elements are all <paramref name="value"/>.</summary>
    public static Tensor full(
        int size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Full([size], value, dtype, device, requires_grad, names);

    /// <summary>A tensor of a shape whose elements are all <paramref name="value"/>.</summary>
    public static Tensor full(
        long dim0, long dim1, long dim2, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        string[]? names = null) =>
        Full([dim0, dim1, dim2], value, dtype, device, requires_grad, names);

    /// <summary>A tensor of a shape whose elements are all <paramref name="value"/>.</summary>
    public static Tensor full(
        long dim0, long dim1, long dim2, long dim3, Scalar value, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, string[]? names = null) =>
        Full([dim0, dim1, dim2, dim3], value, dtype, device, requires_grad, names);

    /// <summary>A tensor of a shape whose elements are all <paramref name="value"/>.</summary>
    public static Tensor full(
        long rows, long columns, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        string[]? names = null) =>
        Full([rows, columns], value, dtype, device, requires_grad, names);

    /// <summary>A tensor of a shape whose elements are all <paramref name="value"/>.</summary>
    public static Tensor full(
        long size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        string[]? names = null) =>
        Full([size], value, dtype, device, requires_grad, names);

    /// <summary>A tensor of a shape whose elements are all <paramref name="value"/>.</summary>
    public static Tensor full(
        long[] size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        string[]? names = null) =>
        Full(size, value, dtype, device, requires_grad, names);
}
