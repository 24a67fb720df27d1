using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The matrix product, with the rules of NumPy for vectors and batches.</summary>
        public Tensor matmul(Tensor target) => Op.Matmul.Call(this, target);

        /// <summary>The product of two matrices.</summary>
        public Tensor mm(Tensor target) => Op.Mm.Call(this, target);

        /// <summary>The products of two batches of matrices.</summary>
        public Tensor bmm(Tensor batch2) => Op.Bmm.Call(this, batch2);

        /// <summary>The product of a matrix and a vector.</summary>
        public Tensor mv(Tensor target) => Op.Mv.Call(this, target);

        /// <summary>The scalar product of two vectors.</summary>
        public Tensor dot(Tensor target) => Op.Dot.Call(this, target);

        /// <summary>The scalar products over the last dimension.</summary>
        public Tensor inner(Tensor vec2) => Op.Inner.Call(this, vec2);

        /// <summary>The matrix of all products of the elements of two vectors.</summary>
        public Tensor outer(Tensor vec2) => Op.Outer.Call(this, vec2);

        /// <summary>The matrix of all products of the elements of two vectors.</summary>
        public Tensor ger(Tensor vec2) => Op.Outer.Call(this, vec2);

        /// <summary><paramref name="beta"/> times this tensor plus <paramref name="alpha"/> times the product of two matrices.</summary>
        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) =>
            Op.Addmm.Call(this, mat1, mat2, (double)beta, (double)alpha);

        /// <summary>
        /// <paramref name="beta"/> times this tensor plus <paramref name="alpha"/> times the product of two matrices, in place.
        /// </summary>
        public Tensor addmm_(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) =>
            Op.AddmmInPlace.CallInPlace(this, mat1, mat2, (double)beta, (double)alpha);

        /// <summary>
        /// <paramref name="beta"/> times this tensor plus <paramref name="alpha"/> times the product of a matrix and a vector.
        /// </summary>
        public Tensor addmv(Tensor mat, Tensor vec, float beta = 1, float alpha = 1) =>
            Op.Addmv.Call(this, mat, vec, (double)beta, (double)alpha);

        /// <summary>
        /// <paramref name="beta"/> times this tensor plus <paramref name="alpha"/> times the products of two batches of matrices.
        /// </summary>
        public Tensor baddbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) =>
            Op.Baddbmm.Call(this, batch1, batch2, (double)beta, (double)alpha);

        /// <summary>The sum of the diagonal of a matrix.</summary>
        public Tensor trace() => Op.Trace.Call(this);

        /// <summary>The Kronecker product.</summary>
        public Tensor kron(Tensor other) => Op.Kron.Call(this, other);

        /// <summary>The norm of the difference of two tensors.</summary>
        public Tensor dist(Tensor other, float p = 2) => Op.Dist.Call(this, other, (double)p);

        private static partial class Op
        {
            internal static readonly Operator Addmm = new("aten::addmm");
            internal static readonly Operator AddmmInPlace = new("aten::addmm_");
            internal static readonly Operator Addmv = new("aten::addmv");
            internal static readonly Operator Baddbmm = new("aten::baddbmm");
            internal static readonly Operator Bmm = new("aten::bmm");
            internal static readonly Operator Dist = new("aten::dist");
            internal static readonly Operator Dot = new("aten::dot");
            internal static readonly Operator Inner = new("aten::inner");
            internal static readonly Operator Kron = new("aten::kron");
            internal static readonly Operator Matmul = new("aten::matmul");
            internal static readonly Operator Mm = new("aten::mm");
            internal static readonly Operator Mv = new("aten::mv");
            internal static readonly Operator Outer = new("aten::outer");
            internal static readonly Operator Trace = new("aten::trace");
        }
    }
}
