using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The sum, element by element.</summary>
        public static Tensor operator +(Tensor left, Tensor right) => left.add(right);

        /// <summary>The sum, element by element.</summary>
        public static Tensor operator +(Tensor left, Scalar right) => left.add(right);

        /// <summary>The sum, element by element.</summary>
        public static Tensor operator +(Scalar left, Tensor right) => Op.AddScalar.Call(right, left);

        /// <summary>The sum, element by element.</summary>
        public static Tensor operator +(Tensor left, int right) => Op.AddScalar.Call(left, right);

        /// <summary>The sum, element by element.</summary>
        public static Tensor operator +(int left, Tensor right) => Op.AddScalar.Call(right, left);

        /// <summary>The sum, element by element.</summary>
        public static Tensor operator +(Tensor left, long right) => Op.AddScalar.Call(left, right);

        /// <summary>The sum, element by element.</summary>
        public static Tensor operator +(long left, Tensor right) => Op.AddScalar.Call(right, left);

        /// <summary>The sum, element by element.</summary>
        public static Tensor operator +(Tensor left, float right) => Op.AddScalar.Call(left, right);

        /// <summary>The sum, element by element.</summary>
        public static Tensor operator +(float left, Tensor right) => Op.AddScalar.Call(right, left);

        /// <summary>The sum, element by element.</summary>
        public static Tensor operator +(Tensor left, double right) => Op.AddScalar.Call(left, right);

        /// <summary>The sum, element by element.</summary>
        public static Tensor operator +(double left, Tensor right) => Op.AddScalar.Call(right, left);

        /// <summary>The difference, element by element.</summary>
        public static Tensor operator -(Tensor left, Tensor right) => left.sub(right);

        /// <summary>The difference, element by element.</summary>
        public static Tensor operator -(Tensor left, Scalar right) => left.sub(right);

        /// <summary>The difference, element by element.</summary>
        public static Tensor operator -(Scalar left, Tensor right) => Minus(left, right);

        /// <summary>The difference, element by element.</summary>
        public static Tensor operator -(Tensor left, int right) => Op.SubScalar.Call(left, right);

        /// <summary>The difference, element by element.</summary>
        public static Tensor operator -(int left, Tensor right) => Minus(left, right);

        /// <summary>The difference, element by element.</summary>
        public static Tensor operator -(Tensor left, long right) => Op.SubScalar.Call(left, right);

        /// <summary>The difference, element by element.</summary>
        public static Tensor operator -(long left, Tensor right) => Minus(left, right);

        /// <summary>The difference, element by element.</summary>
        public static Tensor operator -(Tensor left, float right) => Op.SubScalar.Call(left, right);

        /// <summary>The difference, element by element.</summary>
        public static Tensor operator -(float left, Tensor right) => Minus(left, right);

        /// <summary>The difference, element by element.</summary>
        public static Tensor operator -(Tensor left, double right) => Op.SubScalar.Call(left, right);

        /// <summary>The difference, element by element.</summary>
        public static Tensor operator -(double left, Tensor right) => Minus(left, right);

        /// <summary>The product, element by element.</summary>
        public static Tensor operator *(Tensor left, Tensor right) => left.mul(right);

        /// <summary>The product, element by element.</summary>
        public static Tensor operator *(Tensor left, Scalar right) => left.mul(right);

        /// <summary>The product, element by element.</summary>
        public static Tensor operator *(Scalar left, Tensor right) => Op.MulScalar.Call(right, left);

        /// <summary>The product, element by element.</summary>
        public static Tensor operator *(Tensor left, int right) => Op.MulScalar.Call(left, right);

        /// <summary>The product, element by element.</summary>
        public static Tensor operator *(int left, Tensor right) => Op.MulScalar.Call(right, left);

        /// <summary>The product, element by element.</summary>
        public static Tensor operator *(Tensor left, long right) => Op.MulScalar.Call(left, right);

        /// <summary>The product, element by element.</summary>
        public static Tensor operator *(long left, Tensor right) => Op.MulScalar.Call(right, left);

        /// <summary>The product, element by element.</summary>
        public static Tensor operator *(Tensor left, float right) => Op.MulScalar.Call(left, right);

        /// <summary>The product, element by element.</summary>
        public static Tensor operator *(float left, Tensor right) => Op.MulScalar.Call(right, left);

        /// <summary>The product, element by element.</summary>
        public static Tensor operator *(Tensor left, double right) => Op.MulScalar.Call(left, right);

        /// <summary>The product, element by element.</summary>
        public static Tensor operator *(double left, Tensor right) => Op.MulScalar.Call(right, left);

        /// <summary>The quotient, element by element.</summary>
        public static Tensor operator /(Tensor left, Tensor right) => left.div(right);

        /// <summary>The quotient, element by element.</summary>
        public static Tensor operator /(Tensor left, Scalar right) => left.div(right);

        /// <summary>The product with the reciprocal, element by element: the last bit may differ from the quotient.</summary>
        public static Tensor operator /(Scalar left, Tensor right) => Over(left, right);

        /// <summary>The quotient, element by element.</summary>
        public static Tensor operator /(Tensor left, int right) => Op.DivScalar.Call(left, right);

        /// <summary>The product with the reciprocal, element by element: the last bit may differ from the quotient.</summary>
        public static Tensor operator /(int left, Tensor right) => Over(left, right);

        /// <summary>The quotient, element by element.</summary>
        public static Tensor operator /(Tensor left, long right) => Op.DivScalar.Call(left, right);

        /// <summary>The product with the reciprocal, element by element: the last bit may differ from the quotient.</summary>
        public static Tensor operator /(long left, Tensor right) => Over(left, right);

        /// <summary>The quotient, element by element.</summary>
        public static Tensor operator /(Tensor left, float right) => Op.DivScalar.Call(left, right);

        /// <summary>The product with the reciprocal, element by element: the last bit may differ from the quotient.</summary>
        public static Tensor operator /(float left, Tensor right) => Over(left, right);

        /// <summary>The quotient, element by element.</summary>
        public static Tensor operator /(Tensor left, double right) => Op.DivScalar.Call(left, right);

        /// <summary>The product with the reciprocal, element by element: the last bit may differ from the quotient.</summary>
        public static Tensor operator /(double left, Tensor right) => Over(left, right);

        /// <summary>The remainder of a division, with the sign of the divisor.</summary>
        public static Tensor operator %(Tensor left, Tensor right) => left.remainder(right);

        /// <summary>The remainder of a division, with the sign of the divisor.</summary>
        public static Tensor operator %(Tensor left, Scalar right) => left.remainder(right);

        /// <summary>The remainder of a division, with the sign of the divisor.</summary>
        public static Tensor operator %(Tensor left, int right) => Op.RemainderScalar.Call(left, right);

        /// <summary>The remainder of a division, with the sign of the divisor.</summary>
        public static Tensor operator %(Tensor left, long right) => Op.RemainderScalar.Call(left, right);

        /// <summary>The remainder of a division, with the sign of the divisor.</summary>
        public static Tensor operator %(Tensor left, float right) => Op.RemainderScalar.Call(left, right);

        /// <summary>The remainder of a division, with the sign of the divisor.</summary>
        public static Tensor operator %(Tensor left, double right) => Op.RemainderScalar.Call(left, right);

        /// <summary>The bits that both elements have.</summary>
        public static Tensor operator &(Tensor left, Tensor right) => left.bitwise_and(right);

        /// <summary>The bits that either element has.</summary>
        public static Tensor operator |(Tensor left, Tensor right) => left.bitwise_or(right);

        /// <summary>The bits that exactly one of the elements has.</summary>
        public static Tensor operator ^(Tensor left, Tensor right) => left.bitwise_xor(right);

        /// <summary>Whether elements are equal, element by element.</summary>
        public static Tensor operator ==(Tensor left, Tensor right) => left.eq(right);

        /// <summary>Whether elements are equal, element by element.</summary>
        public static Tensor operator ==(Tensor left, Scalar right) => left.eq(right);

        /// <summary>Whether elements are equal, element by element.</summary>
        public static Tensor operator ==(Scalar left, Tensor right) => right.eq(left);

        /// <summary>Whether elements differ, element by element.</summary>
        public static Tensor operator !=(Tensor left, Tensor right) => left.ne(right);

        /// <summary>Whether elements differ, element by element.</summary>
        public static Tensor operator !=(Tensor left, Scalar right) => left.ne(right);

        /// <summary>Whether elements differ, element by element.</summary>
        public static Tensor operator !=(Scalar left, Tensor right) => right.ne(left);

        /// <summary>Whether elements are less, element by element.</summary>
        public static Tensor operator <(Tensor left, Tensor right) => left.lt(right);

        /// <summary>Whether elements are less, element by element.</summary>
        public static Tensor operator <(Tensor left, Scalar right) => left.lt(right);

        /// <summary>Whether elements are less, element by element.</summary>
        public static Tensor operator <(Scalar left, Tensor right) => right.gt(left);

        /// <summary>Whether elements are at most the others, element by element.</summary>
        public static Tensor operator <=(Tensor left, Tensor right) => left.le(right);

        /// <summary>Whether elements are at most the others, element by element.</summary>
        public static Tensor operator <=(Tensor left, Scalar right) => left.le(right);

        /// <summary>Whether elements are at most the others, element by element.</summary>
        public static Tensor operator <=(Scalar left, Tensor right) => right.ge(left);

        /// <summary>Whether elements are greater, element by element.</summary>
        public static Tensor operator >(Tensor left, Tensor right) => left.gt(right);

        /// <summary>Whether elements are greater, element by element.</summary>
        public static Tensor operator >(Tensor left, Scalar right) => left.gt(right);

        /// <summary>Whether elements are greater, element by element.</summary>
        public static Tensor operator >(Scalar left, Tensor right) => right.lt(left);

        /// <summary>Whether elements are at least the others, element by element.</summary>
        public static Tensor operator >=(Tensor left, Tensor right) => left.ge(right);

        /// <summary>Whether elements are at least the others, element by element.</summary>
        public static Tensor operator >=(Tensor left, Scalar right) => left.ge(right);

        /// <summary>Whether elements are at least the others, element by element.</summary>
        public static Tensor operator >=(Scalar left, Tensor right) => right.le(left);

        /// <summary>Each element with the opposite sign.</summary>
        public static Tensor operator -(Tensor tensor) => tensor.neg();

        /// <summary>The bits of each element flipped.</summary>
        public static Tensor operator ~(Tensor left) => left.bitwise_not();

        private static Tensor Minus(Argument left, Tensor right)
        {
            using var negative = right.neg();
            return Op.AddScalar.Call(negative, left);
        }

        // By way of the reciprocal, as in TorchSharp; true division is torch.div(torch.tensor(x), t).
        private static Tensor Over(Argument left, Tensor right)
        {
            using var reciprocal = right.reciprocal();
            return Op.MulScalar.Call(reciprocal, left);
        }
    }
}
