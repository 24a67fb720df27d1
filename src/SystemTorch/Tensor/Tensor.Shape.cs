using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The same memory in another shape; one extent may be -1.</summary>
        public Tensor view(params long[] shape) => Op.View.Call(this, shape);

        /// <summary>The same memory in another tensor's shape.</summary>
        public Tensor view_as(Tensor other)
        {
            ArgumentNullException.ThrowIfNull(other);
            return view(other.shape);
        }

        /// <summary>The same elements in another shape; one extent may be -1. A view where possible.</summary>
        public Tensor reshape(params long[] shape) => Op.Reshape.Call(this, shape);

        /// <summary>Dimensions joined into one.</summary>
        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Op.FlattenUsingInts.Call(this, start_dim, end_dim);

        /// <summary>A dimension split into several; one extent may be -1.</summary>
        public Tensor unflatten(long dim, params long[] sizes)
        {
            long[] extents = shape;
            var place = Place((int)dim);
            return Op.View.Call(this, (long[])[.. extents[..place], .. sizes, .. extents[(place + 1)..]]);
        }

        /// <inheritdoc cref="unflatten(long, long[])"/>
        public Tensor unflatten(long dim, Size sizes) => unflatten(dim, sizes.Shape);

        /// <summary>All dimensions joined into one.</summary>
        public Tensor ravel() => Op.Ravel.Call(this);

        /// <summary>The tensor without a dimension of extent one, or without all of them.</summary>
        public Tensor squeeze(long? dim = null) => dim is { } one ? Op.SqueezeDim.Call(this, one) : Op.Squeeze.Call(this);

        /// <summary>Removes a dimension of extent one, or all of them, in place.</summary>
        public Tensor squeeze_(long? dim = null) =>
            dim is { } one ? Op.SqueezeDimInPlace.CallInPlace(this, one) : Op.SqueezeInPlace.CallInPlace(this);

        /// <summary>The tensor with a new dimension of extent one.</summary>
        public Tensor unsqueeze(long dim) => Op.Unsqueeze.Call(this, dim);

        /// <summary>Adds a dimension of extent one, in place.</summary>
        public Tensor unsqueeze_(long dim) => Op.UnsqueezeInPlace.CallInPlace(this, dim);

        /// <summary>The dimensions in another order: a view.</summary>
        public Tensor permute(params long[] permutation) => Op.Permute.Call(this, permutation);

        /// <summary>The dimensions in another order: a view.</summary>
        public Tensor permute(IEnumerable<long> permutation) => Op.Permute.Call(this, permutation.ToArray());

        /// <summary>Two dimensions exchanged: a view.</summary>
        public Tensor transpose(long dim0, long dim1) => Op.TransposeInt.Call(this, dim0, dim1);

        /// <summary>Two dimensions exchanged, in place.</summary>
        public Tensor transpose_(long dim0, long dim1) => Op.TransposeInPlace.CallInPlace(this, dim0, dim1);

        /// <summary>Two dimensions exchanged: a view.</summary>
        public Tensor swapaxes(long dim0, long dim1) => Op.TransposeInt.Call(this, dim0, dim1);

        /// <summary>Two dimensions exchanged: a view.</summary>
        public Tensor swapdims(long dim0, long dim1) => Op.TransposeInt.Call(this, dim0, dim1);

        /// <summary>A matrix transposed: a view.</summary>
        public Tensor t() => Op.T.Call(this);

        /// <summary>Dimensions moved to other places: a view.</summary>
        public Tensor movedim(long[] source, long[] destination) => Op.MovedimIntlist.Call(this, source, destination);

        /// <summary>Dimensions moved to other places: a view.</summary>
        public Tensor moveaxis(long[] source, long[] destination) => Op.MovedimIntlist.Call(this, source, destination);

        /// <summary>Dimensions of extent one repeated without copying: a view.</summary>
        public Tensor expand(params long[] sizes) => Op.Expand.Call(this, sizes);

        /// <summary>Dimensions of extent one repeated without copying: a view.</summary>
        public Tensor expand(long[] sizes, bool isImplicit = false) => Op.Expand.Call(this, sizes, isImplicit);

        /// <summary>Dimensions of extent one repeated without copying: a view.</summary>
        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false) => Op.Expand.Call(this, sizes.ToArray(), isImplicit);

        /// <inheritdoc cref="expand(long[], bool)"/>
        public Tensor expand(Size sizes, bool isImplicit = false) => expand(sizes.Shape, isImplicit);

        /// <summary>Dimensions of extent one repeated without copying, to another tensor's shape: a view.</summary>
        public Tensor expand_as(Tensor other) => Op.ExpandAs.Call(this, other);

        /// <summary>Dimensions of extent one repeated without copying: a view.</summary>
        public Tensor broadcast_to(params long[] shape) => Op.BroadcastTo.Call(this, shape);

        /// <summary>Part of a dimension: a view.</summary>
        public Tensor narrow(long dim, long start, long length) => Op.Narrow.Call(this, dim, start, length);

        /// <summary>One place of a dimension, which disappears: a view.</summary>
        public Tensor select(long dim, long index) => Op.SelectInt.Call(this, dim, index);

        /// <summary>Every so many places of a dimension: a view.</summary>
        public Tensor slice(long dim, long start, long finish, long step) => Op.SliceTensor.Call(this, dim, start, finish, step);

        /// <summary>The same memory seen with other extents and strides: a view.</summary>
        public Tensor as_strided(long[] size, long[] strides, long storageOffset = 0) =>
            Op.AsStrided.Call(this, size, strides, storageOffset);

        /// <summary>Windows over a dimension, as a new last one: a view.</summary>
        public Tensor unfold(long dimension, long size, long step) => Op.Unfold.Call(this, dimension, size, step);

        /// <summary>The diagonal over two dimensions, as a new last one: a view.</summary>
        public Tensor diagonal(long offset = 0, long dim1 = 0, long dim2 = 1) => Op.Diagonal.Call(this, offset, dim1, dim2);

        /// <summary>The diagonal of a matrix, or the matrix with a vector as its diagonal.</summary>
        public Tensor diag(long diagonal = 0) => Op.Diag.Call(this, diagonal);

        /// <summary>The lower triangle of a matrix, the rest zero.</summary>
        public Tensor tril(long diagonal = 0) => Op.Tril.Call(this, diagonal);

        /// <summary>The lower triangle of a matrix, the rest zero, in place.</summary>
        public Tensor tril_(long diagonal = 0) => Op.TrilInPlace.CallInPlace(this, diagonal);

        /// <summary>The upper triangle of a matrix, the rest zero.</summary>
        public Tensor triu(long diagonal = 0) => Op.Triu.Call(this, diagonal);

        /// <summary>The upper triangle of a matrix, the rest zero, in place.</summary>
        public Tensor triu_(long diagonal = 0) => Op.TriuInPlace.CallInPlace(this, diagonal);

        /// <summary>The tensor repeated along each dimension.</summary>
        public Tensor repeat(params long[] sizes) => Op.Repeat.Call(this, sizes);

        /// <summary>Each element repeated.</summary>
        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) =>
            Op.RepeatInterleaveSelfInt.Call(this, repeats, dim);

        /// <summary>Each element repeated as often as its entry says.</summary>
        public Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null) =>
            Op.RepeatInterleaveSelfTensor.Call(this, repeats, dim);

        /// <summary>The tensor repeated along the last dimensions.</summary>
        public Tensor tile(long[] reps) => Op.Tile.Call(this, reps);

        /// <summary>The order of dimensions turned round.</summary>
        public Tensor flip(params long[] dims) => Op.Flip.Call(this, dims);

        /// <summary>The order of the second dimension turned round.</summary>
        public Tensor fliplr() => Op.Fliplr.Call(this);

        /// <summary>The order of the first dimension turned round.</summary>
        public Tensor flipud() => Op.Flipud.Call(this);

        /// <summary>The tensor turned by right angles in the plane of two dimensions.</summary>
        public Tensor rot90(long k = 1, (long, long)? dims = null) =>
            Op.Rot90.Call(this, k, dims is { } plane ? new[] { plane.Item1, plane.Item2 } : new long[] { 0, 1 });

        /// <summary>
        /// Elements shifted along a dimension, or over the flattened tensor; what leaves at the end comes in at the beginning.
        /// </summary>
        public Tensor roll(long shifts, long? dims = null) =>
            Op.Roll.Call(this, new[] { shifts }, dims is { } dim ? new[] { dim } : Array.Empty<long>());

        /// <summary>Elements shifted over the flattened tensor.</summary>
        public Tensor roll(long[] shifts) => Op.Roll.Call(this, shifts);

        /// <summary>Elements shifted along dimensions; what leaves at the end comes in at the beginning.</summary>
        public Tensor roll(long[] shifts, long[] dims) => Op.Roll.Call(this, shifts, dims);

        /// <summary>Elements shifted along dimensions; what leaves at the end comes in at the beginning.</summary>
        public Tensor roll((long, long) shifts, (long, long) dims) =>
            Op.Roll.Call(this, new[] { shifts.Item1, shifts.Item2 }, new[] { dims.Item1, dims.Item2 });

        /// <summary>Elements shifted along dimensions; what leaves at the end comes in at the beginning.</summary>
        public Tensor roll((long, long, long) shifts, (long, long, long) dims) =>
            Op.Roll.Call(this, new[] { shifts.Item1, shifts.Item2, shifts.Item3 }, new[] { dims.Item1, dims.Item2, dims.Item3 });

        /// <summary>Elements shifted along dimensions; what leaves at the end comes in at the beginning.</summary>
        public Tensor roll(ReadOnlySpan<long> shifts, ReadOnlySpan<long> dims = default) =>
            Op.Roll.Call(this, shifts.ToArray(), dims.ToArray());

        /// <summary>The dimensions in reverse order: a view.</summary>
        public Tensor T => Op.NumpyT.Call(this);

        /// <summary>The last two dimensions exchanged: a view.</summary>
        public Tensor mT => Op.MT.Call(this);

        private static partial class Op
        {
            internal static readonly Operator AsStrided = new("aten::as_strided");
            internal static readonly Operator BroadcastTo = new("aten::broadcast_to");
            internal static readonly Operator Diag = new("aten::diag");
            internal static readonly Operator Diagonal = new("aten::diagonal");
            internal static readonly Operator Expand = new("aten::expand");
            internal static readonly Operator ExpandAs = new("aten::expand_as");
            internal static readonly Operator FlattenUsingInts = new("aten::flatten", "using_ints");
            internal static readonly Operator Flip = new("aten::flip");
            internal static readonly Operator Fliplr = new("aten::fliplr");
            internal static readonly Operator Flipud = new("aten::flipud");
            internal static readonly Operator MT = new("aten::mT");
            internal static readonly Operator MovedimIntlist = new("aten::movedim", "intlist");
            internal static readonly Operator Narrow = new("aten::narrow");
            internal static readonly Operator NumpyT = new("aten::numpy_T");
            internal static readonly Operator Permute = new("aten::permute");
            internal static readonly Operator Ravel = new("aten::ravel");
            internal static readonly Operator Repeat = new("aten::repeat");
            internal static readonly Operator RepeatInterleaveSelfInt = new("aten::repeat_interleave", "self_int");
            internal static readonly Operator RepeatInterleaveSelfTensor = new("aten::repeat_interleave", "self_Tensor");
            internal static readonly Operator Reshape = new("aten::reshape");
            internal static readonly Operator Roll = new("aten::roll");
            internal static readonly Operator Rot90 = new("aten::rot90");
            internal static readonly Operator SelectInt = new("aten::select", "int");
            internal static readonly Operator SliceTensor = new("aten::slice", "Tensor");
            internal static readonly Operator Squeeze = new("aten::squeeze");
            internal static readonly Operator SqueezeDim = new("aten::squeeze", "dim");
            internal static readonly Operator SqueezeDimInPlace = new("aten::squeeze_", "dim");
            internal static readonly Operator SqueezeInPlace = new("aten::squeeze_");
            internal static readonly Operator T = new("aten::t");
            internal static readonly Operator Tile = new("aten::tile");
            internal static readonly Operator TransposeInPlace = new("aten::transpose_");
            internal static readonly Operator TransposeInt = new("aten::transpose", "int");
            internal static readonly Operator Tril = new("aten::tril");
            internal static readonly Operator TrilInPlace = new("aten::tril_");
            internal static readonly Operator Triu = new("aten::triu");
            internal static readonly Operator TriuInPlace = new("aten::triu_");
            internal static readonly Operator Unfold = new("aten::unfold");
            internal static readonly Operator Unsqueeze = new("aten::unsqueeze");
            internal static readonly Operator UnsqueezeInPlace = new("aten::unsqueeze_");
            internal static readonly Operator View = new("aten::view");
        }
    }
}
