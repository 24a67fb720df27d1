using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Parts of a size along a dimension; the last may be smaller. Views.</summary>
        public Tensor[] split(long size, int dim = 0) => Op.SplitTensor.CallMany(this, size, dim);

        /// <summary>Parts of given sizes along the first dimension. Views.</summary>
        public Tensor[] split(params long[] sizes) => Op.SplitWithSizes.CallMany(this, sizes);

        /// <summary>Parts of given sizes along a dimension. Views.</summary>
        public Tensor[] split(long[] sizes, long dim = 0) => Op.SplitWithSizes.CallMany(this, sizes, dim);

        /// <summary>Parts of given sizes along a dimension. Views.</summary>
        public Tensor[] split(ReadOnlySpan<long> sizes, long dim = 0) => Op.SplitWithSizes.CallMany(this, sizes.ToArray(), dim);

        /// <summary>At most so many parts along a dimension, all but the last of one size. Views.</summary>
        public Tensor[] chunk(long chunks, long dim = 0) => Op.Chunk.CallMany(this, chunks, dim);

        /// <summary>So many parts along a dimension, of sizes as equal as can be. Views.</summary>
        public Tensor[] tensor_split(long size, long dim = 0) => Op.TensorSplitSections.CallMany(this, size, dim);

        /// <summary>Parts of a dimension that end before given places. Views.</summary>
        public Tensor[] tensor_split(long[] sizes, long dim = 0) => Op.TensorSplitIndices.CallMany(this, sizes, dim);

        /// <summary>The tensors along a dimension, which disappears. Views.</summary>
        public Tensor[] unbind(long dimension = 0) => Op.UnbindInt.CallMany(this, dimension);

        /// <summary>Places of a dimension, in a copy.</summary>
        public Tensor index_select(long dim, Tensor index) => Op.IndexSelect.Call(this, dim, index);

        /// <summary>Elements picked along a dimension, one for each entry of <paramref name="index"/>.</summary>
        public Tensor gather(long dim, Tensor index) => Op.Gather.Call(this, dim, index);

        /// <summary>Elements picked by their place in the flattened tensor.</summary>
        public Tensor take(Tensor index) => Op.Take.Call(this, index);

        /// <summary>Elements picked by their place in the flattened tensor.</summary>
        public Tensor take_along_dim(Tensor indices) => Op.TakeAlongDim.Call(this, indices);

        /// <summary>Elements picked along a dimension; both tensors are broadcast.</summary>
        public Tensor take_along_dim(Tensor indices, long dim) => Op.TakeAlongDim.Call(this, indices, dim);

        /// <summary>The elements where a mask is true, in one dimension.</summary>
        public Tensor masked_select(Tensor mask) => Op.MaskedSelect.Call(this, mask);

        /// <summary>The indices of the elements other than zero, a row each.</summary>
        public Tensor nonzero() => Op.Nonzero.Call(this);

        /// <summary>The indices of the elements other than zero, a row each.</summary>
        public Tensor argwhere() => Op.Argwhere.Call(this);

        /// <summary>This tensor where a condition holds, another where not.</summary>
        public Tensor where(Tensor condition, Tensor y) => Op.WhereSelf.Call(condition, this, y);

        /// <summary>The interval between sorted boundaries that each element falls into.</summary>
        public Tensor bucketize(Tensor boundaries, bool outInt32 = false, bool right = false) =>
            Op.BucketizeTensor.Call(this, boundaries, outInt32, right);

        /// <summary>The elements sorted along a dimension, and where they stood.</summary>
        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) =>
            Sort(dim, descending, stable);

        /// <summary>Where the elements stand in sorted order along a dimension.</summary>
        public Tensor argsort(long dim = -1, bool descending = false) => Op.Argsort.Call(this, dim, descending);

        /// <summary>The largest or smallest elements along a dimension, and where they stand.</summary>
        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true) =>
            Op.Topk.CallPair(this, k, dim, largest, sorted);

        /// <summary>
        /// How many elements fall into each of equal bins between two bounds; between the extremes when both bounds are 0.
        /// </summary>
        public Tensor histc(long bins = 100, long min = 0, long max = 0) => Op.Histc.Call(this, bins, (double)min, (double)max);

        /// <summary>How often each non-negative integer occurs, or the sum of weights over its occurrences.</summary>
        public Tensor bincount(Tensor? weights, long minlength = 0) => Op.Bincount.Call(this, weights, minlength);

        /// <summary>The distinct elements, or slices of a dimension; for each element which it is; how often each occurs.</summary>
        public (
            Tensor output, Tensor inverse_indices, Tensor counts) unique(bool sorted = true, bool return_inverse = false,
            bool return_counts = false, int? dim = null) =>
            Unique(sorted, return_inverse, return_counts, dim);

        /// <summary>
        /// The elements without repetitions that follow each other; for each element which it is; how often each was repeated.
        /// </summary>
        public (
            Tensor output, Tensor inverse_indices, Tensor counts) unique_consecutive(bool return_inverse = false,
            bool return_counts = false, int? dim = null) =>
            UniqueConsecutive(return_inverse, return_counts, dim);

        /// <summary>
        /// Elements of <paramref name="src"/> written to the places along a dimension that <paramref name="index"/> says, in a
        /// copy.
        /// </summary>
        public Tensor scatter(long dim, Tensor index, Tensor src) => Op.ScatterSrc.Call(this, dim, index, src);

        /// <summary>
        /// Elements of <paramref name="src"/> written to the places along a dimension that <paramref name="index"/> says, in place.
        /// </summary>
        public Tensor scatter_(long dim, Tensor index, Tensor src) => Op.ScatterSrcInPlace.CallInPlace(this, dim, index, src);

        /// <summary>
        /// Elements of <paramref name="src"/> added to the places along a dimension that <paramref name="index"/> says, in a copy.
        /// </summary>
        public Tensor scatter_add(long dim, Tensor index, Tensor src) => Op.ScatterAdd.Call(this, dim, index, src);

        /// <summary>
        /// Elements of <paramref name="src"/> added to the places along a dimension that <paramref name="index"/> says, in place.
        /// </summary>
        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => Op.ScatterAddInPlace.CallInPlace(this, dim, index, src);

        /// <summary><paramref name="alpha"/> times <paramref name="source"/> added to places of a dimension, in a copy.</summary>
        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) => Op.IndexAdd.Call(this, dim, index, source, alpha);

        /// <summary><paramref name="alpha"/> times <paramref name="source"/> added to places of a dimension, in place.</summary>
        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) =>
            Op.IndexAddInPlace.CallInPlace(this, dim, index, source, alpha);

        /// <summary><paramref name="source"/> written to places of a dimension, in a copy.</summary>
        public Tensor index_copy(long dim, Tensor index, Tensor source) => Op.IndexCopy.Call(this, dim, index, source);

        /// <summary><paramref name="source"/> written to places of a dimension, in place.</summary>
        public Tensor index_copy_(long dim, Tensor index, Tensor source) => Op.IndexCopyInPlace.CallInPlace(this, dim, index, source);

        /// <summary>A number written to places of a dimension, in a copy.</summary>
        public Tensor index_fill(long dim, Tensor index, Scalar value) => Op.IndexFillIntScalar.Call(this, dim, index, value);

        /// <summary>A number written to places of a dimension, in place.</summary>
        public Tensor index_fill_(long dim, Tensor index, Scalar value) =>
            Op.IndexFillIntScalarInPlace.CallInPlace(this, dim, index, value);

        /// <summary>A number written where a mask is true, in a copy.</summary>
        public Tensor masked_fill(Tensor mask, Scalar value) => Op.MaskedFillScalar.Call(this, mask, value);

        /// <summary>A number written where a mask is true, in place.</summary>
        public Tensor masked_fill_(Tensor mask, Scalar value) => Op.MaskedFillScalarInPlace.CallInPlace(this, mask, value);

        /// <summary>The elements of <paramref name="value"/> written, one after the other, where a mask is true, in a copy.</summary>
        public Tensor masked_scatter(Tensor mask, Tensor value) => Op.MaskedScatter.Call(this, mask, value);

        /// <summary>The elements of <paramref name="value"/> written, one after the other, where a mask is true, in place.</summary>
        public Tensor masked_scatter_(Tensor mask, Tensor value) => Op.MaskedScatterInPlace.CallInPlace(this, mask, value);

        private (Tensor, Tensor) Sort(long dim, bool descending, bool stable) => stable
            ? Op.SortStable.CallPair(this, true, dim, descending)
            : Op.Sort.CallPair(this, dim, descending);

        private (Tensor, Tensor, Tensor) Unique(bool sorted, bool return_inverse, bool return_counts, int? dim) => Triple(dim is { } one
            ? Op.UniqueDim.CallMany(this, one, sorted, return_inverse, return_counts)
            : Op.Unique2.CallMany(this, sorted, return_inverse, return_counts));

        private (Tensor, Tensor, Tensor) UniqueConsecutive(bool return_inverse, bool return_counts, int? dim) =>
            Triple(Op.UniqueConsecutive.CallMany(this, return_inverse, return_counts, (long?)dim));

        private static (Tensor, Tensor, Tensor) Triple(Tensor[] tensors) => (tensors[0], tensors[1], tensors[2]);

        private static partial class Op
        {
            internal static readonly Operator Argsort = new("aten::argsort");
            internal static readonly Operator Argwhere = new("aten::argwhere");
            internal static readonly Operator Bincount = new("aten::bincount");
            internal static readonly Operator BucketizeTensor = new("aten::bucketize", "Tensor");
            internal static readonly Operator Chunk = new("aten::chunk");
            internal static readonly Operator Gather = new("aten::gather");
            internal static readonly Operator Histc = new("aten::histc");
            internal static readonly Operator IndexAdd = new("aten::index_add");
            internal static readonly Operator IndexAddInPlace = new("aten::index_add_");
            internal static readonly Operator IndexCopy = new("aten::index_copy");
            internal static readonly Operator IndexCopyInPlace = new("aten::index_copy_");
            internal static readonly Operator IndexFillIntScalar = new("aten::index_fill", "int_Scalar");
            internal static readonly Operator IndexFillIntScalarInPlace = new("aten::index_fill_", "int_Scalar");
            internal static readonly Operator IndexSelect = new("aten::index_select");
            internal static readonly Operator MaskedFillScalar = new("aten::masked_fill", "Scalar");
            internal static readonly Operator MaskedFillScalarInPlace = new("aten::masked_fill_", "Scalar");
            internal static readonly Operator MaskedScatter = new("aten::masked_scatter");
            internal static readonly Operator MaskedScatterInPlace = new("aten::masked_scatter_");
            internal static readonly Operator MaskedSelect = new("aten::masked_select");
            internal static readonly Operator Nonzero = new("aten::nonzero");
            internal static readonly Operator ScatterAdd = new("aten::scatter_add");
            internal static readonly Operator ScatterAddInPlace = new("aten::scatter_add_");
            internal static readonly Operator ScatterSrc = new("aten::scatter", "src");
            internal static readonly Operator ScatterSrcInPlace = new("aten::scatter_", "src");
            internal static readonly Operator Sort = new("aten::sort");
            internal static readonly Operator SortStable = new("aten::sort", "stable");
            internal static readonly Operator SplitTensor = new("aten::split", "Tensor");
            internal static readonly Operator SplitWithSizes = new("aten::split_with_sizes");
            internal static readonly Operator Take = new("aten::take");
            internal static readonly Operator TakeAlongDim = new("aten::take_along_dim");
            internal static readonly Operator TensorSplitIndices = new("aten::tensor_split", "indices");
            internal static readonly Operator TensorSplitSections = new("aten::tensor_split", "sections");
            internal static readonly Operator Topk = new("aten::topk");
            internal static readonly Operator UnbindInt = new("aten::unbind", "int");
            internal static readonly Operator Unique2 = new("aten::_unique2");
            internal static readonly Operator UniqueConsecutive = new("aten::unique_consecutive");
            internal static readonly Operator UniqueDim = new("aten::unique_dim");
            internal static readonly Operator WhereSelf = new("aten::where", "self");
        }
    }
}
