using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The sum of all elements.</summary>
        public Tensor sum(ScalarType? type = null) => Op.Sum.Call(this, type);

        /// <summary>The sum over one dimension.</summary>
        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => Sum([dim], keepdim, type);

        /// <summary>The sum over two dimensions.</summary>
        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) => Sum([dim0, dim1], keepdim, type);

        /// <summary>The sum over three dimensions.</summary>
        public Tensor sum(long dim0, long dim1, long dim2, bool keepdim = false, ScalarType? type = null) =>
            Sum([dim0, dim1, dim2], keepdim, type);

        /// <summary>The sum over dimensions.</summary>
        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => Sum(dim, keepdim, type);

        /// <summary>The sum over dimensions.</summary>
        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) => Sum(dim.ToArray(), keepdim, type);

        /// <summary>The sum of all elements that are not NaN.</summary>
        public Tensor nansum() => Op.Nansum.Call(this);

        /// <summary>The mean of all elements.</summary>
        public Tensor mean() => Op.Mean.Call(this);

        /// <summary>The mean over dimensions.</summary>
        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) =>
            Op.MeanDim.Call(this, dimensions, keepdim, type);

        /// <summary>The product of all elements.</summary>
        public Tensor prod(ScalarType? type = null) => Op.Prod.Call(this, type);

        /// <summary>The product over one dimension.</summary>
        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) => Op.ProdDimInt.Call(this, dim, keepdim, type);

        /// <summary>The largest element over dimensions; over all when none is given.</summary>
        public Tensor amax(params long[] dims) => Op.Amax.Call(this, dims);

        /// <summary>The largest element over dimensions; over all when none is given.</summary>
        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) => Into(Op.Amax.Call(this, dims, keepdim), @out);

        /// <summary>The largest element over dimensions; over all when none is given.</summary>
        public Tensor amax(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => amax(dims.ToArray(), keepdim, @out);

        /// <summary>The smallest element over dimensions; over all when none is given.</summary>
        public Tensor amin(params long[] dims) => Op.Amin.Call(this, dims);

        /// <summary>The smallest element over dimensions; over all when none is given.</summary>
        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null) => Into(Op.Amin.Call(this, dims, keepdim), @out);

        /// <summary>The smallest element over dimensions; over all when none is given.</summary>
        public Tensor amin(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => amin(dims.ToArray(), keepdim, @out);

        /// <summary>The smallest and the largest element, of all or over one dimension.</summary>
        public (Tensor min, Tensor max) aminmax(long? dim = null, bool keepdim = false) => Op.Aminmax.CallPair(this, dim, keepdim);

        /// <summary>The largest element.</summary>
        public Tensor max() => Op.Max.Call(this);

        /// <summary>The largest elements over a dimension and where they stand.</summary>
        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => Op.MaxDim.CallPair(this, dim, keepdim);

        /// <summary>The smallest element.</summary>
        public Tensor min() => Op.Min.Call(this);

        /// <summary>The smallest elements over a dimension and where they stand.</summary>
        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => Op.MinDim.CallPair(this, dim, keepdim);

        /// <summary>The place of the largest element, counted over the flattened tensor.</summary>
        public Tensor argmax() => Op.Argmax.Call(this);

        /// <summary>The place of the largest element over a dimension.</summary>
        public Tensor argmax(long dim, bool keepdim = false) => Op.Argmax.Call(this, dim, keepdim);

        /// <summary>The place of the smallest element, counted over the flattened tensor.</summary>
        public Tensor argmin() => Op.Argmin.Call(this);

        /// <summary>The place of the smallest element over a dimension.</summary>
        public Tensor argmin(long dim, bool keepdim = false) => Op.Argmin.Call(this, dim, keepdim);

        /// <summary>Whether all elements differ from zero.</summary>
        public Tensor all() => Op.All.Call(this);

        /// <summary>Whether all elements over a dimension differ from zero.</summary>
        public Tensor all(long dim, bool keepdim = false) => Op.AllDim.Call(this, dim, keepdim);

        /// <summary>Whether any element differs from zero.</summary>
        public Tensor any() => Op.Any.Call(this);

        /// <summary>Whether any element over a dimension differs from zero.</summary>
        public Tensor any(long dim, bool keepdim = false) => Op.AnyDim.Call(this, dim, keepdim);

        /// <summary>The norm of all elements.</summary>
        public Tensor norm(float p = 2) => Op.NormScalar.Call(this, (double)p);

        /// <summary>The norm over a dimension.</summary>
        public Tensor norm(int dim, bool keepdim = false, float p = 2) =>
            Op.NormScalarOptDim.Call(this, (double)p, new long[] { dim }, keepdim);

        /// <summary>The lower of the elements in the middle.</summary>
        public Tensor median() => Op.Median.Call(this);

        /// <summary>Quantiles over a dimension, interpolated linearly.</summary>
        public Tensor quantile(Tensor q, long dim = -1, bool keepdim = false) => Op.Quantile.Call(this, q, dim, keepdim);

        /// <summary>The k-th smallest elements over a dimension and where they stand.</summary>
        public (Tensor values, Tensor indices) kthvalue(long k, long? dim, bool keepdim = false) =>
            Op.Kthvalue.CallPair(this, k, dim ?? -1, keepdim);

        /// <summary>How many elements differ from zero, of all or over dimensions.</summary>
        public Tensor count_nonzero(long[]? dims = null) =>
            dims is null ? Op.CountNonzero.Call(this, Argument.None) : Op.CountNonzeroDimIntList.Call(this, dims);

        /// <summary>The logarithm of the sum of the exponentials over a dimension.</summary>
        public Tensor logsumexp(long dim, bool keepdim = false) => Op.Logsumexp.Call(this, new[] { dim }, keepdim);

        /// <summary>The sums of the elements up to each along a dimension.</summary>
        public Tensor cumsum(long dim, ScalarType? type = null) => Op.Cumsum.Call(this, dim, type);

        /// <summary>The products of the elements up to each along a dimension.</summary>
        public Tensor cumprod(long dim, ScalarType? type = null) => Op.Cumprod.Call(this, dim, type);

        /// <summary>The largest of the elements up to each along a dimension, and where they stand.</summary>
        public (Tensor values, Tensor indexes) cummax(long dim) => Op.Cummax.CallPair(this, dim);

        /// <summary>The smallest of the elements up to each along a dimension, and where they stand.</summary>
        public (Tensor values, Tensor indexes) cummin(long dim) => Op.Cummin.CallPair(this, dim);

        /// <summary>The standard deviation of all elements.</summary>
        public Tensor std(bool unbiased = true) => Op.Std.Call(this, unbiased);

        /// <summary>The standard deviation over dimensions.</summary>
        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            As(Op.StdDim.Call(this, new[] { dim }, unbiased, keepdim), type);

        /// <summary>The standard deviation over dimensions.</summary>
        public Tensor std((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            As(Op.StdDim.Call(this, new[] { dim.Item1, dim.Item2 }, unbiased, keepdim), type);

        /// <summary>The standard deviation over dimensions.</summary>
        public Tensor std((long, long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            As(Op.StdDim.Call(this, new[] { dim.Item1, dim.Item2, dim.Item3 }, unbiased, keepdim), type);

        /// <summary>The standard deviation over dimensions.</summary>
        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            As(Op.StdDim.Call(this, dimensions, unbiased, keepdim), type);

        /// <summary>The standard deviation over dimensions.</summary>
        public Tensor std(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            As(Op.StdDim.Call(this, dimensions.ToArray(), unbiased, keepdim), type);

        /// <summary>The variance of all elements.</summary>
        public Tensor var(bool unbiased = true) => Op.Var.Call(this, unbiased);

        /// <summary>The variance over dimensions.</summary>
        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            As(Op.VarDim.Call(this, new[] { dim }, unbiased, keepdim), type);

        /// <summary>The variance over dimensions.</summary>
        public Tensor var((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            As(Op.VarDim.Call(this, new[] { dim.Item1, dim.Item2 }, unbiased, keepdim), type);

        /// <summary>The variance over dimensions.</summary>
        public Tensor var((long, long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            As(Op.VarDim.Call(this, new[] { dim.Item1, dim.Item2, dim.Item3 }, unbiased, keepdim), type);

        /// <summary>The variance over dimensions.</summary>
        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            As(Op.VarDim.Call(this, dimensions, unbiased, keepdim), type);

        /// <summary>The variance over dimensions.</summary>
        public Tensor var(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            As(Op.VarDim.Call(this, dimensions.ToArray(), unbiased, keepdim), type);

        /// <summary>The standard deviation and the mean of all elements.</summary>
        public (Tensor std, Tensor mean) std_mean(bool unbiased = true) => Op.StdMean.CallPair(this, unbiased);

        /// <summary>The standard deviation and the mean over dimensions.</summary>
        public (Tensor std, Tensor mean) std_mean(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            As(Op.StdMeanDim.CallPair(this, new[] { dim }, unbiased, keepdim), type);

        /// <summary>The standard deviation and the mean over dimensions.</summary>
        public (Tensor std, Tensor mean) std_mean(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            As(Op.StdMeanDim.CallPair(this, dimensions, unbiased, keepdim), type);

        /// <summary>The standard deviation and the mean over dimensions.</summary>
        public (
            Tensor std, Tensor mean) std_mean(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false,
            ScalarType? type = null) =>
            As(Op.StdMeanDim.CallPair(this, dimensions.ToArray(), unbiased, keepdim), type);

        /// <summary>The variance and the mean of all elements.</summary>
        public (Tensor var, Tensor mean) var_mean(bool unbiased = true) => Op.VarMean.CallPair(this, unbiased);

        /// <summary>The variance and the mean over dimensions.</summary>
        public (Tensor var, Tensor mean) var_mean(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            As(Op.VarMeanDim.CallPair(this, new[] { dim }, unbiased, keepdim), type);

        /// <summary>The variance and the mean over dimensions.</summary>
        public (Tensor std, Tensor mean) var_mean(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            As(Op.VarMeanDim.CallPair(this, dimensions, unbiased, keepdim), type);

        /// <summary>The variance and the mean over dimensions.</summary>
        public (
            Tensor std, Tensor mean) var_mean(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false,
            ScalarType? type = null) =>
            As(Op.VarMeanDim.CallPair(this, dimensions.ToArray(), unbiased, keepdim), type);

        private static Tensor As(Tensor tensor, ScalarType? type) =>
            type is { } wanted && wanted != tensor.dtype ? tensor.to_type(wanted, disposeAfter: true) : tensor;

        private static (Tensor, Tensor) As((Tensor, Tensor) pair, ScalarType? type) => (As(pair.Item1, type), As(pair.Item2, type));

        private static Tensor Into(Tensor result, Tensor? target)
        {
            if (target is null)
                return result;
            using (result)
                return Op.CopyInPlace.CallInPlace(Op.ResizeInPlace.CallInPlace(target, result.shape), result);
        }

        private Tensor Sum(long[] dims, bool keepdim, ScalarType? type) => Op.SumDimIntList.Call(this, dims, keepdim, type);

        private static partial class Op
        {
            internal static readonly Operator All = new("aten::all");
            internal static readonly Operator AllDim = new("aten::all", "dim");
            internal static readonly Operator Amax = new("aten::amax");
            internal static readonly Operator Amin = new("aten::amin");
            internal static readonly Operator Aminmax = new("aten::aminmax");
            internal static readonly Operator Any = new("aten::any");
            internal static readonly Operator AnyDim = new("aten::any", "dim");
            internal static readonly Operator Argmax = new("aten::argmax");
            internal static readonly Operator Argmin = new("aten::argmin");
            internal static readonly Operator CopyInPlace = new("aten::copy_");
            internal static readonly Operator CountNonzero = new("aten::count_nonzero");
            internal static readonly Operator CountNonzeroDimIntList = new("aten::count_nonzero", "dim_IntList");
            internal static readonly Operator Cummax = new("aten::cummax");
            internal static readonly Operator Cummin = new("aten::cummin");
            internal static readonly Operator Cumprod = new("aten::cumprod");
            internal static readonly Operator Cumsum = new("aten::cumsum");
            internal static readonly Operator Kthvalue = new("aten::kthvalue");
            internal static readonly Operator Logsumexp = new("aten::logsumexp");
            internal static readonly Operator Max = new("aten::max");
            internal static readonly Operator MaxDim = new("aten::max", "dim");
            internal static readonly Operator Mean = new("aten::mean");
            internal static readonly Operator MeanDim = new("aten::mean", "dim");
            internal static readonly Operator Median = new("aten::median");
            internal static readonly Operator Min = new("aten::min");
            internal static readonly Operator MinDim = new("aten::min", "dim");
            internal static readonly Operator Nansum = new("aten::nansum");
            internal static readonly Operator NormScalar = new("aten::norm", "Scalar");
            internal static readonly Operator NormScalarOptDim = new("aten::norm", "ScalarOpt_dim");
            internal static readonly Operator Prod = new("aten::prod");
            internal static readonly Operator ProdDimInt = new("aten::prod", "dim_int");
            internal static readonly Operator Quantile = new("aten::quantile");
            internal static readonly Operator ResizeInPlace = new("aten::resize_");
            internal static readonly Operator Std = new("aten::std");
            internal static readonly Operator StdDim = new("aten::std", "dim");
            internal static readonly Operator StdMean = new("aten::std_mean");
            internal static readonly Operator StdMeanDim = new("aten::std_mean", "dim");
            internal static readonly Operator Sum = new("aten::sum");
            internal static readonly Operator SumDimIntList = new("aten::sum", "dim_IntList");
            internal static readonly Operator Var = new("aten::var");
            internal static readonly Operator VarDim = new("aten::var", "dim");
            internal static readonly Operator VarMean = new("aten::var_mean");
            internal static readonly Operator VarMeanDim = new("aten::var_mean", "dim");
        }
    }
}
