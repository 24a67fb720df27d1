using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>A tensor of this one's shape, and of its type and device unless asked otherwise: all zeros.</summary>
        public Tensor zeros_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Like(Op.ZerosLike.Call(this, dtype, Argument.None, device), requires_grad);

        /// <summary>A tensor of this one's shape, and of its type and device unless asked otherwise: all ones.</summary>
        public Tensor ones_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Like(Op.OnesLike.Call(this, dtype, Argument.None, device), requires_grad);

        /// <summary>A tensor of this one's shape, and of its type and device unless asked otherwise: whatever the memory holds.</summary>
        public Tensor empty_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Like(Op.EmptyLike.Call(this, dtype, Argument.None, device), requires_grad);

        /// <summary>A tensor of this one's shape, and of its type and device unless asked otherwise: one number everywhere.</summary>
        public Tensor full_like(Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Like(Op.FullLike.Call(this, value, dtype, Argument.None, device), requires_grad);

        /// <summary>A tensor of this one's shape, and of its type and device unless asked otherwise: drawn uniformly from [0, 1).</summary>
        public Tensor rand_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Like(Op.RandLike.Call(this, dtype, Argument.None, device), requires_grad);

        /// <summary>
        /// A tensor of this one's shape, and of its type and device unless asked otherwise: drawn from the normal distribution.
        /// </summary>
        public Tensor randn_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Like(Op.RandnLike.Call(this, dtype, Argument.None, device), requires_grad);

        /// <summary>
        /// A tensor of this one's shape, and of its type and device unless asked otherwise: integers from <paramref name="low"/> to
        /// before <paramref name="high"/>.
        /// </summary>
        public Tensor randint_like(long low, long high, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Like(Op.RandintLikeLowDtype.Call(this, low, high, dtype, Argument.None, device), requires_grad);

        /// <summary>A tensor of a shape, and of this one's type and device unless asked otherwise: whatever the memory holds.</summary>
        public Tensor new_empty(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Like(Op.NewEmpty.Call(this, size.ToArray(), dtype, Argument.None, device), requires_grad);

        /// <summary>A tensor of a shape, and of this one's type and device unless asked otherwise: whatever the memory holds.</summary>
        public Tensor new_empty(
            long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Like(Op.NewEmpty.Call(this, new[] { dim0, dim1, dim2, dim3 }, dtype, Argument.None, device), requires_grad);

        /// <summary>A tensor of a shape, and of this one's type and device unless asked otherwise: whatever the memory holds.</summary>
        public Tensor new_empty(
            long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Like(Op.NewEmpty.Call(this, new[] { dim0, dim1, dim2 }, dtype, Argument.None, device), requires_grad);

        /// <summary>A tensor of a shape, and of this one's type and device unless asked otherwise: whatever the memory holds.</summary>
        public Tensor new_empty(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Like(Op.NewEmpty.Call(this, new[] { rows, columns }, dtype, Argument.None, device), requires_grad);

        /// <summary>A tensor of a shape, and of this one's type and device unless asked otherwise: whatever the memory holds.</summary>
        public Tensor new_empty(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Like(Op.NewEmpty.Call(this, new[] { size }, dtype, Argument.None, device), requires_grad);

        /// <summary>A tensor of a shape, and of this one's type and device unless asked otherwise: whatever the memory holds.</summary>
        public Tensor new_empty(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Like(Op.NewEmpty.Call(this, size, dtype, Argument.None, device), requires_grad);

        /// <summary>A tensor of a shape, and of this one's type and device unless asked otherwise: all zeros.</summary>
        public Tensor new_zeros(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Like(Op.NewZeros.Call(this, size.ToArray(), dtype, Argument.None, device), requires_grad);

        /// <summary>A tensor of a shape, and of this one's type and device unless asked otherwise: all zeros.</summary>
        public Tensor new_zeros(
            long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Like(Op.NewZeros.Call(this, new[] { dim0, dim1, dim2, dim3 }, dtype, Argument.None, device), requires_grad);

        /// <summary>A tensor of a shape, and of this one's type and device unless asked otherwise: all zeros.</summary>
        public Tensor new_zeros(
            long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Like(Op.NewZeros.Call(this, new[] { dim0, dim1, dim2 }, dtype, Argument.None, device), requires_grad);

        /// <summary>A tensor of a shape, and of this one's type and device unless asked otherwise: all zeros.</summary>
        public Tensor new_zeros(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Like(Op.NewZeros.Call(this, new[] { rows, columns }, dtype, Argument.None, device), requires_grad);

        /// <summary>A tensor of a shape, and of this one's type and device unless asked otherwise: all zeros.</summary>
        public Tensor new_zeros(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Like(Op.NewZeros.Call(this, new[] { size }, dtype, Argument.None, device), requires_grad);

        /// <summary>A tensor of a shape, and of this one's type and device unless asked otherwise: all zeros.</summary>
        public Tensor new_zeros(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Like(Op.NewZeros.Call(this, size, dtype, Argument.None, device), requires_grad);

        /// <summary>A tensor of a shape, and of this one's type and device unless asked otherwise: all ones.</summary>
        public Tensor new_ones(
            long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Like(Op.NewOnes.Call(this, new[] { dim0, dim1, dim2, dim3 }, dtype, Argument.None, device), requires_grad);

        /// <summary>A tensor of a shape, and of this one's type and device unless asked otherwise: all ones.</summary>
        public Tensor new_ones(
            long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Like(Op.NewOnes.Call(this, new[] { dim0, dim1, dim2 }, dtype, Argument.None, device), requires_grad);

        /// <summary>A tensor of a shape, and of this one's type and device unless asked otherwise: all ones.</summary>
        public Tensor new_ones(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Like(Op.NewOnes.Call(this, new[] { rows, columns }, dtype, Argument.None, device), requires_grad);

        /// <summary>A tensor of a shape, and of this one's type and device unless asked otherwise: all ones.</summary>
        public Tensor new_ones(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Like(Op.NewOnes.Call(this, new[] { size }, dtype, Argument.None, device), requires_grad);

        /// <summary>A tensor of a shape, and of this one's type and device unless asked otherwise: one number everywhere.</summary>
        public Tensor new_full(
            ReadOnlySpan<long> size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Like(Op.NewFull.Call(this, size.ToArray(), value, dtype, Argument.None, device), requires_grad);

        /// <summary>A tensor of a shape, and of this one's type and device unless asked otherwise: one number everywhere.</summary>
        public Tensor new_full(
            long dim0, long dim1, long dim2, Scalar value, ScalarType? dtype = null, Device? device = null,
            bool requires_grad = false) =>
            Like(Op.NewFull.Call(this, new[] { dim0, dim1, dim2 }, value, dtype, Argument.None, device), requires_grad);

        /// <summary>A tensor of a shape, and of this one's type and device unless asked otherwise: one number everywhere.</summary>
        public Tensor new_full(
            long dim0, long dim1, long dim2, long dim3, Scalar value, ScalarType? dtype = null, Device? device = null,
            bool requires_grad = false) =>
            Like(Op.NewFull.Call(this, new[] { dim0, dim1, dim2, dim3 }, value, dtype, Argument.None, device), requires_grad);

        /// <summary>A tensor of a shape, and of this one's type and device unless asked otherwise: one number everywhere.</summary>
        public Tensor new_full(
            long rows, long columns, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Like(Op.NewFull.Call(this, new[] { rows, columns }, value, dtype, Argument.None, device), requires_grad);

        /// <summary>A tensor of a shape, and of this one's type and device unless asked otherwise: one number everywhere.</summary>
        public Tensor new_full(long size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Like(Op.NewFull.Call(this, new[] { size }, value, dtype, Argument.None, device), requires_grad);

        /// <summary>A tensor of a shape, and of this one's type and device unless asked otherwise: one number everywhere.</summary>
        public Tensor new_full(long[] size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Like(Op.NewFull.Call(this, size, value, dtype, Argument.None, device), requires_grad);

        private static Tensor Like(Tensor tensor, bool requires_grad) => requires_grad ? tensor.requires_grad_() : tensor;

        private static partial class Op
        {
            internal static readonly Operator EmptyLike = new("aten::empty_like");
            internal static readonly Operator FullLike = new("aten::full_like");
            internal static readonly Operator NewEmpty = new("aten::new_empty");
            internal static readonly Operator NewFull = new("aten::new_full");
            internal static readonly Operator NewOnes = new("aten::new_ones");
            internal static readonly Operator NewZeros = new("aten::new_zeros");
            internal static readonly Operator OnesLike = new("aten::ones_like");
            internal static readonly Operator RandLike = new("aten::rand_like");
            internal static readonly Operator RandintLikeLowDtype = new("aten::randint_like", "low_dtype");
            internal static readonly Operator RandnLike = new("aten::randn_like");
            internal static readonly Operator ZerosLike = new("aten::zeros_like");
        }
    }
}
