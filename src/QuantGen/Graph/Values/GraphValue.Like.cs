using TorchSharp;
using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <content>Values of the same kind as another, filled with one number: constants.</content>
public sealed partial class GraphValue
{
    private GraphValue Like(Scalar value, long[] extents, ScalarType? dtype)
    {
        var type = dtype is { } wanted ? Supported(wanted) : Type.ElementType;
        return new(full(extents, value, type.ToScalarType()));
    }

    /// <inheritdoc cref="Tensor.zeros_like(ScalarType?, Device, bool)"/>
    public GraphValue zeros_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Like(0, Type.Shape, dtype);

    /// <inheritdoc cref="Tensor.ones_like(ScalarType?, Device, bool)"/>
    public GraphValue ones_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Like(1, Type.Shape, dtype);

    /// <inheritdoc cref="Tensor.full_like(Scalar, ScalarType?, Device, bool)"/>
    public GraphValue full_like(Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Like(value, Type.Shape, dtype);

    /// <inheritdoc cref="Tensor.new_zeros(long[], ScalarType?, Device, bool)"/>
    public GraphValue new_zeros(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Like(0, size, dtype);

    /// <inheritdoc cref="Tensor.new_zeros(ReadOnlySpan{long}, ScalarType?, Device, bool)"/>
    public GraphValue new_zeros(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Like(0, size.ToArray(), dtype);

    /// <inheritdoc cref="Tensor.new_zeros(long, ScalarType?, Device, bool)"/>
    public GraphValue new_zeros(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Like(0, [size], dtype);

    /// <inheritdoc cref="Tensor.new_zeros(long, long, ScalarType?, Device, bool)"/>
    public GraphValue new_zeros(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Like(0, [rows, columns], dtype);

    /// <inheritdoc cref="Tensor.new_zeros(long, long, long, ScalarType?, Device, bool)"/>
    public GraphValue new_zeros(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Like(0, [dim0, dim1, dim2], dtype);

    /// <inheritdoc cref="Tensor.new_zeros(long, long, long, long, ScalarType?, Device, bool)"/>
    public GraphValue new_zeros(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Like(0, [dim0, dim1, dim2, dim3], dtype);

    /// <inheritdoc cref="Tensor.new_ones(long, ScalarType?, Device, bool)"/>
    public GraphValue new_ones(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Like(1, [size], dtype);

    /// <inheritdoc cref="Tensor.new_ones(long, long, ScalarType?, Device, bool)"/>
    public GraphValue new_ones(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Like(1, [rows, columns], dtype);

    /// <inheritdoc cref="Tensor.new_ones(long, long, long, ScalarType?, Device, bool)"/>
    public GraphValue new_ones(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Like(1, [dim0, dim1, dim2], dtype);

    /// <inheritdoc cref="Tensor.new_ones(long, long, long, long, ScalarType?, Device, bool)"/>
    public GraphValue new_ones(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Like(1, [dim0, dim1, dim2, dim3], dtype);

    /// <inheritdoc cref="Tensor.new_full(long[], Scalar, ScalarType?, Device, bool)"/>
    public GraphValue new_full(long[] size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Like(value, size, dtype);

    /// <inheritdoc cref="Tensor.new_full(long, Scalar, ScalarType?, Device, bool)"/>
    public GraphValue new_full(long size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Like(value, [size], dtype);

    /// <inheritdoc cref="Tensor.new_full(long, long, Scalar, ScalarType?, Device, bool)"/>
    public GraphValue new_full(long rows, long columns, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Like(value, [rows, columns], dtype);

    /// <inheritdoc cref="Tensor.new_full(long, long, long, Scalar, ScalarType?, Device, bool)"/>
    public GraphValue new_full(long dim0, long dim1, long dim2, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Like(value, [dim0, dim1, dim2], dtype);

    /// <inheritdoc cref="Tensor.new_full(long, long, long, long, Scalar, ScalarType?, Device, bool)"/>
    public GraphValue new_full(long dim0, long dim1, long dim2, long dim3, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Like(value, [dim0, dim1, dim2, dim3], dtype);
}
