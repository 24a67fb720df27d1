using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The sum of this tensor and another or a number.</summary>
        public Tensor add(Tensor target) => Op.AddTensor.Call(this, target);

        /// <summary>The sum of this tensor and <paramref name="alpha"/> times another.</summary>
        public Tensor add(Tensor target, Scalar alpha) => Op.AddTensor.Call(this, target, alpha);

        /// <summary>The sum of this tensor and another or a number.</summary>
        public Tensor add(Scalar scalar) => Op.AddScalar.Call(this, scalar);

        /// <summary>The sum of this tensor and <paramref name="alpha"/> times a number.</summary>
        public Tensor add(Scalar scalar, Scalar alpha) => Op.AddScalar.Call(this, scalar, alpha);

        /// <summary>The sum of this tensor and another or a number, in place.</summary>
        public Tensor add_(Tensor target) => Op.AddTensorInPlace.CallInPlace(this, target);

        /// <summary>The sum of this tensor and <paramref name="alpha"/> times another, in place.</summary>
        public Tensor add_(Tensor target, Scalar alpha) => Op.AddTensorInPlace.CallInPlace(this, target, alpha);

        /// <summary>The sum of this tensor and another or a number, in place.</summary>
        public Tensor add_(Scalar scalar) => Op.AddScalarInPlace.CallInPlace(this, scalar);

        /// <summary>The sum of this tensor and <paramref name="alpha"/> times a number, in place.</summary>
        public Tensor add_(Scalar scalar, Scalar alpha) => Op.AddScalarInPlace.CallInPlace(this, scalar, alpha);

        /// <summary>This tensor less another or a number.</summary>
        public Tensor sub(Tensor target) => Op.SubTensor.Call(this, target);

        /// <summary>This tensor less another or a number.</summary>
        public Tensor sub(Scalar target) => Op.SubScalar.Call(this, target);

        /// <summary>This tensor less another or a number, in place.</summary>
        public Tensor sub_(Tensor target) => Op.SubTensorInPlace.CallInPlace(this, target);

        /// <summary>This tensor less another or a number, in place.</summary>
        public Tensor sub_(Scalar target) => Op.SubScalarInPlace.CallInPlace(this, target);

        /// <summary>This tensor less another or a number.</summary>
        public Tensor subtract(Tensor target) => Op.SubTensor.Call(this, target);

        /// <summary>This tensor less another or a number.</summary>
        public Tensor subtract(Scalar target) => Op.SubScalar.Call(this, target);

        /// <summary>This tensor less another or a number, in place.</summary>
        public Tensor subtract_(Tensor target) => Op.SubTensorInPlace.CallInPlace(this, target);

        /// <summary>This tensor less another or a number, in place.</summary>
        public Tensor subtract_(Scalar target) => Op.SubScalarInPlace.CallInPlace(this, target);

        /// <summary>The product of this tensor and another or a number.</summary>
        public Tensor mul(Tensor target) => Op.MulTensor.Call(this, target);

        /// <summary>The product of this tensor and another or a number.</summary>
        public Tensor mul(Scalar target) => Op.MulScalar.Call(this, target);

        /// <summary>The product of this tensor and another or a number, in place.</summary>
        public Tensor mul_(Tensor target) => Op.MulTensorInPlace.CallInPlace(this, target);

        /// <summary>The product of this tensor and another or a number, in place.</summary>
        public Tensor mul_(Scalar target) => Op.MulScalarInPlace.CallInPlace(this, target);

        /// <summary>The product of this tensor and another or a number.</summary>
        public Tensor multiply(Tensor target) => Op.MulTensor.Call(this, target);

        /// <summary>The product of this tensor and another or a number.</summary>
        public Tensor multiply(Scalar target) => Op.MulScalar.Call(this, target);

        /// <summary>The quotient of this tensor and another or a number, rounded as asked.</summary>
        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Divide(target, rounding_mode);

        /// <summary>The quotient of this tensor and another or a number, rounded as asked.</summary>
        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Divide(target, rounding_mode);

        /// <summary>The quotient of this tensor and another or a number, rounded as asked, in place.</summary>
        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => DivideInPlace(target, rounding_mode);

        /// <summary>The quotient of this tensor and another or a number, rounded as asked, in place.</summary>
        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => DivideInPlace(target, rounding_mode);

        /// <summary>The quotient of this tensor and another or a number, rounded as asked.</summary>
        public Tensor divide(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Divide(target, rounding_mode);

        /// <summary>The quotient of this tensor and another or a number, rounded as asked.</summary>
        public Tensor divide(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Divide(target, rounding_mode);

        /// <summary>The quotient of this tensor and another or a number, rounded as asked, in place.</summary>
        public Tensor divide_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => DivideInPlace(target, rounding_mode);

        /// <summary>The quotient of this tensor and another or a number, rounded as asked, in place.</summary>
        public Tensor divide_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => DivideInPlace(target, rounding_mode);

        /// <summary>The quotient of this tensor and another or a number.</summary>
        public Tensor true_divide(Tensor other) => Op.DivTensor.Call(this, other);

        /// <summary>The quotient of this tensor and another or a number, rounded down.</summary>
        public Tensor floor_divide(Tensor other) => Op.FloorDivide.Call(this, other);

        /// <summary>The remainder of a division, with the sign of this tensor.</summary>
        public Tensor fmod(Tensor target) => Op.FmodTensor.Call(this, target);

        /// <summary>The remainder of a division, with the sign of the divisor.</summary>
        public Tensor remainder(Tensor target) => Op.RemainderTensor.Call(this, target);

        /// <summary>Each element to a power.</summary>
        public Tensor pow(Tensor exponent) => Op.PowTensorTensor.Call(this, exponent);

        /// <summary>The quotient of this tensor and another or a number.</summary>
        public Tensor true_divide(Scalar other) => Op.DivScalar.Call(this, other);

        /// <summary>The quotient of this tensor and another or a number, rounded down.</summary>
        public Tensor floor_divide(Scalar other) => Op.FloorDivideScalar.Call(this, other);

        /// <summary>The remainder of a division, with the sign of this tensor.</summary>
        public Tensor fmod(Scalar scalar) => Op.FmodScalar.Call(this, scalar);

        /// <summary>The remainder of a division, with the sign of the divisor.</summary>
        public Tensor remainder(Scalar scalar) => Op.RemainderScalar.Call(this, scalar);

        /// <summary>Each element to a power.</summary>
        public Tensor pow(Scalar exponent) => Op.PowTensorScalar.Call(this, exponent);

        /// <summary>This tensor plus <paramref name="value"/> times the product of two others.</summary>
        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Op.Addcmul.Call(this, tensor1, tensor2, value);

        /// <summary>This tensor plus the quotient of two others.</summary>
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => Op.Addcdiv.Call(this, tensor1, tensor2);

        /// <summary>This tensor plus <paramref name="value"/> times the quotient of two others.</summary>
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => Op.Addcdiv.Call(this, tensor1, tensor2, value);

        /// <summary>The point between this tensor and <paramref name="end"/> that <paramref name="weight"/> says.</summary>
        public Tensor lerp(Tensor end, Tensor weight) => Op.LerpTensor.Call(this, end, weight);

        /// <summary>The angle of the point whose ordinate is this tensor and whose abscissa is another.</summary>
        public Tensor atan2(Tensor other) => Op.Atan2.Call(this, other);

        /// <summary>This tensor times two to the power of another.</summary>
        public Tensor ldexp(Tensor other) => Op.LdexpTensor.Call(this, other);

        /// <summary>The quotient of this tensor and another or a number, in place.</summary>
        public Tensor true_divide_(Tensor other) => Op.DivTensorInPlace.CallInPlace(this, other);

        /// <summary>The quotient of this tensor and another or a number, rounded down, in place.</summary>
        public Tensor floor_divide_(Tensor other) => Op.FloorDivideTensorInPlace.CallInPlace(this, other);

        /// <summary>The remainder of a division, with the sign of this tensor, in place.</summary>
        public Tensor fmod_(Tensor target) => Op.FmodTensorInPlace.CallInPlace(this, target);

        /// <summary>The remainder of a division, with the sign of the divisor, in place.</summary>
        public Tensor remainder_(Tensor target) => Op.RemainderTensorInPlace.CallInPlace(this, target);

        /// <summary>Each element to a power, in place.</summary>
        public Tensor pow_(Tensor exponent) => Op.PowTensorInPlace.CallInPlace(this, exponent);

        /// <summary>The quotient of this tensor and another or a number, in place.</summary>
        public Tensor true_divide_(Scalar other) => Op.DivScalarInPlace.CallInPlace(this, other);

        /// <summary>The quotient of this tensor and another or a number, rounded down, in place.</summary>
        public Tensor floor_divide_(Scalar other) => Op.FloorDivideScalarInPlace.CallInPlace(this, other);

        /// <summary>The remainder of a division, with the sign of this tensor, in place.</summary>
        public Tensor fmod_(Scalar scalar) => Op.FmodScalarInPlace.CallInPlace(this, scalar);

        /// <summary>The remainder of a division, with the sign of the divisor, in place.</summary>
        public Tensor remainder_(Scalar scalar) => Op.RemainderScalarInPlace.CallInPlace(this, scalar);

        /// <summary>Each element to a power, in place.</summary>
        public Tensor pow_(Scalar exponent) => Op.PowScalarInPlace.CallInPlace(this, exponent);

        /// <summary>This tensor plus <paramref name="value"/> times the product of two others, in place.</summary>
        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) =>
            Op.AddcmulInPlace.CallInPlace(this, tensor1, tensor2, value);

        /// <summary>This tensor plus the quotient of two others, in place.</summary>
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2) => Op.AddcdivInPlace.CallInPlace(this, tensor1, tensor2);

        /// <summary>This tensor plus <paramref name="value"/> times the quotient of two others, in place.</summary>
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) =>
            Op.AddcdivInPlace.CallInPlace(this, tensor1, tensor2, value);

        /// <summary>The point between this tensor and <paramref name="end"/> that <paramref name="weight"/> says, in place.</summary>
        public Tensor lerp_(Tensor end, Tensor weight) => Op.LerpTensorInPlace.CallInPlace(this, end, weight);

        /// <summary>The angle of the point whose ordinate is this tensor and whose abscissa is another, in place.</summary>
        public Tensor atan2_(Tensor other) => Op.Atan2InPlace.CallInPlace(this, other);

        /// <summary>This tensor times two to the power of another, in place.</summary>
        public Tensor ldexp_(Tensor other) => Op.LdexpInPlace.CallInPlace(this, other);

        private Tensor Divide(Tensor divisor, RoundingMode rounding) => rounding == RoundingMode.None
            ? Op.DivTensor.Call(this, divisor)
            : Op.DivTensorMode.Call(this, divisor, Enum.GetName(rounding));

        private Tensor Divide(Scalar divisor, RoundingMode rounding) => rounding == RoundingMode.None
            ? Op.DivScalar.Call(this, divisor)
            : Op.DivScalarMode.Call(this, divisor, Enum.GetName(rounding));

        private Tensor DivideInPlace(Tensor divisor, RoundingMode rounding) => rounding == RoundingMode.None
            ? Op.DivTensorInPlace.CallInPlace(this, divisor)
            : Op.DivTensorModeInPlace.CallInPlace(this, divisor, Enum.GetName(rounding));

        private Tensor DivideInPlace(Scalar divisor, RoundingMode rounding) => rounding == RoundingMode.None
            ? Op.DivScalarInPlace.CallInPlace(this, divisor)
            : Op.DivScalarModeInPlace.CallInPlace(this, divisor, Enum.GetName(rounding));

        private static partial class Op
        {
            internal static readonly Operator AddScalar = new("aten::add", "Scalar");
            internal static readonly Operator AddScalarInPlace = new("aten::add_", "Scalar");
            internal static readonly Operator AddTensor = new("aten::add", "Tensor");
            internal static readonly Operator AddTensorInPlace = new("aten::add_", "Tensor");
            internal static readonly Operator Addcdiv = new("aten::addcdiv");
            internal static readonly Operator AddcdivInPlace = new("aten::addcdiv_");
            internal static readonly Operator Addcmul = new("aten::addcmul");
            internal static readonly Operator AddcmulInPlace = new("aten::addcmul_");
            internal static readonly Operator Atan2 = new("aten::atan2");
            internal static readonly Operator Atan2InPlace = new("aten::atan2_");
            internal static readonly Operator DivScalar = new("aten::div", "Scalar");
            internal static readonly Operator DivScalarInPlace = new("aten::div_", "Scalar");
            internal static readonly Operator DivScalarMode = new("aten::div", "Scalar_mode");
            internal static readonly Operator DivScalarModeInPlace = new("aten::div_", "Scalar_mode");
            internal static readonly Operator DivTensor = new("aten::div", "Tensor");
            internal static readonly Operator DivTensorInPlace = new("aten::div_", "Tensor");
            internal static readonly Operator DivTensorMode = new("aten::div", "Tensor_mode");
            internal static readonly Operator DivTensorModeInPlace = new("aten::div_", "Tensor_mode");
            internal static readonly Operator FloorDivide = new("aten::floor_divide");
            internal static readonly Operator FloorDivideScalar = new("aten::floor_divide", "Scalar");
            internal static readonly Operator FloorDivideScalarInPlace = new("aten::floor_divide_", "Scalar");
            internal static readonly Operator FloorDivideTensorInPlace = new("aten::floor_divide_", "Tensor");
            internal static readonly Operator FmodScalar = new("aten::fmod", "Scalar");
            internal static readonly Operator FmodScalarInPlace = new("aten::fmod_", "Scalar");
            internal static readonly Operator FmodTensor = new("aten::fmod", "Tensor");
            internal static readonly Operator FmodTensorInPlace = new("aten::fmod_", "Tensor");
            internal static readonly Operator LdexpInPlace = new("aten::ldexp_");
            internal static readonly Operator LdexpTensor = new("aten::ldexp", "Tensor");
            internal static readonly Operator LerpTensor = new("aten::lerp", "Tensor");
            internal static readonly Operator LerpTensorInPlace = new("aten::lerp_", "Tensor");
            internal static readonly Operator MulScalar = new("aten::mul", "Scalar");
            internal static readonly Operator MulScalarInPlace = new("aten::mul_", "Scalar");
            internal static readonly Operator MulTensor = new("aten::mul", "Tensor");
            internal static readonly Operator MulTensorInPlace = new("aten::mul_", "Tensor");
            internal static readonly Operator PowScalarInPlace = new("aten::pow_", "Scalar");
            internal static readonly Operator PowTensorInPlace = new("aten::pow_", "Tensor");
            internal static readonly Operator PowTensorScalar = new("aten::pow", "Tensor_Scalar");
            internal static readonly Operator PowTensorTensor = new("aten::pow", "Tensor_Tensor");
            internal static readonly Operator RemainderScalar = new("aten::remainder", "Scalar");
            internal static readonly Operator RemainderScalarInPlace = new("aten::remainder_", "Scalar");
            internal static readonly Operator RemainderTensor = new("aten::remainder", "Tensor");
            internal static readonly Operator RemainderTensorInPlace = new("aten::remainder_", "Tensor");
            internal static readonly Operator SubScalar = new("aten::sub", "Scalar");
            internal static readonly Operator SubScalarInPlace = new("aten::sub_", "Scalar");
            internal static readonly Operator SubTensor = new("aten::sub", "Tensor");
            internal static readonly Operator SubTensorInPlace = new("aten::sub_", "Tensor");
        }
    }
}
