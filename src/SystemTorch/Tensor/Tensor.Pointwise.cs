using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The absolute value of each element.</summary>
        public Tensor abs() => Op.Abs.Call(this);

        /// <summary>The absolute value of each element, in place.</summary>
        public Tensor abs_() => Op.AbsInPlace.CallInPlace(this);

        /// <summary>The absolute value of each element.</summary>
        public Tensor absolute() => Op.Abs.Call(this);

        /// <summary>The absolute value of each element, in place.</summary>
        public Tensor absolute_() => Op.AbsInPlace.CallInPlace(this);

        /// <summary>The arc cosine of each element.</summary>
        public Tensor acos() => Op.Acos.Call(this);

        /// <summary>The arc cosine of each element, in place.</summary>
        public Tensor acos_() => Op.AcosInPlace.CallInPlace(this);

        /// <summary>The arc sine of each element.</summary>
        public Tensor asin() => Op.Asin.Call(this);

        /// <summary>The arc sine of each element, in place.</summary>
        public Tensor asin_() => Op.AsinInPlace.CallInPlace(this);

        /// <summary>The arc tangent of each element.</summary>
        public Tensor atan() => Op.Atan.Call(this);

        /// <summary>The arc tangent of each element, in place.</summary>
        public Tensor atan_() => Op.AtanInPlace.CallInPlace(this);

        /// <summary>The bits of each element flipped.</summary>
        public Tensor bitwise_not() => Op.BitwiseNot.Call(this);

        /// <summary>The bits of each element flipped, in place.</summary>
        public Tensor bitwise_not_() => Op.BitwiseNotInPlace.CallInPlace(this);

        /// <summary>The smallest integer not below each element.</summary>
        public Tensor ceil() => Op.Ceil.Call(this);

        /// <summary>The smallest integer not below each element, in place.</summary>
        public Tensor ceil_() => Op.CeilInPlace.CallInPlace(this);

        /// <summary>The cosine of each element.</summary>
        public Tensor cos() => Op.Cos.Call(this);

        /// <summary>The cosine of each element, in place.</summary>
        public Tensor cos_() => Op.CosInPlace.CallInPlace(this);

        /// <summary>The hyperbolic cosine of each element.</summary>
        public Tensor cosh() => Op.Cosh.Call(this);

        /// <summary>The hyperbolic cosine of each element, in place.</summary>
        public Tensor cosh_() => Op.CoshInPlace.CallInPlace(this);

        /// <summary>The error function of each element.</summary>
        public Tensor erf() => Op.Erf.Call(this);

        /// <summary>The error function of each element, in place.</summary>
        public Tensor erf_() => Op.ErfInPlace.CallInPlace(this);

        /// <summary>The complement of the error function of each element.</summary>
        public Tensor erfc() => Op.Erfc.Call(this);

        /// <summary>The complement of the error function of each element, in place.</summary>
        public Tensor erfc_() => Op.ErfcInPlace.CallInPlace(this);

        /// <summary>The inverse of the error function of each element.</summary>
        public Tensor erfinv() => Op.Erfinv.Call(this);

        /// <summary>The inverse of the error function of each element, in place.</summary>
        public Tensor erfinv_() => Op.ErfinvInPlace.CallInPlace(this);

        /// <summary>The exponential of each element.</summary>
        public Tensor exp() => Op.Exp.Call(this);

        /// <summary>The exponential of each element, in place.</summary>
        public Tensor exp_() => Op.ExpInPlace.CallInPlace(this);

        /// <summary>Two to the power of each element.</summary>
        public Tensor exp2() => Op.Exp2.Call(this);

        /// <summary>Two to the power of each element, in place.</summary>
        public Tensor exp2_() => Op.Exp2InPlace.CallInPlace(this);

        /// <summary>The exponential of each element, less one.</summary>
        public Tensor expm1() => Op.Expm1.Call(this);

        /// <summary>The exponential of each element, less one, in place.</summary>
        public Tensor expm1_() => Op.Expm1InPlace.CallInPlace(this);

        /// <summary>Each element without its fraction.</summary>
        public Tensor fix() => Op.Trunc.Call(this);

        /// <summary>Each element without its fraction, in place.</summary>
        public Tensor fix_() => Op.TruncInPlace.CallInPlace(this);

        /// <summary>The largest integer not above each element.</summary>
        public Tensor floor() => Op.Floor.Call(this);

        /// <summary>The largest integer not above each element, in place.</summary>
        public Tensor floor_() => Op.FloorInPlace.CallInPlace(this);

        /// <summary>The fraction of each element.</summary>
        public Tensor frac() => Op.Frac.Call(this);

        /// <summary>The fraction of each element, in place.</summary>
        public Tensor frac_() => Op.FracInPlace.CallInPlace(this);

        /// <summary>Whether each element is neither NaN nor infinite.</summary>
        public Tensor isfinite() => Op.Isfinite.Call(this);

        /// <summary>Whether each element is infinite.</summary>
        public Tensor isinf() => Op.Isinf.Call(this);

        /// <summary>Whether each element is NaN.</summary>
        public Tensor isnan() => Op.Isnan.Call(this);

        /// <summary>Whether each element is minus infinity.</summary>
        public Tensor isneginf() => Op.Isneginf.Call(this);

        /// <summary>Whether each element is plus infinity.</summary>
        public Tensor isposinf() => Op.Isposinf.Call(this);

        /// <summary>The natural logarithm of each element.</summary>
        public Tensor log() => Op.Log.Call(this);

        /// <summary>The natural logarithm of each element, in place.</summary>
        public Tensor log_() => Op.LogInPlace.CallInPlace(this);

        /// <summary>The logarithm of each element to base 10.</summary>
        public Tensor log10() => Op.Log10.Call(this);

        /// <summary>The logarithm of each element to base 10, in place.</summary>
        public Tensor log10_() => Op.Log10InPlace.CallInPlace(this);

        /// <summary>The natural logarithm of one plus each element.</summary>
        public Tensor log1p() => Op.Log1p.Call(this);

        /// <summary>The natural logarithm of one plus each element, in place.</summary>
        public Tensor log1p_() => Op.Log1pInPlace.CallInPlace(this);

        /// <summary>The logarithm of each element to base 2.</summary>
        public Tensor log2() => Op.Log2.Call(this);

        /// <summary>The logarithm of each element to base 2, in place.</summary>
        public Tensor log2_() => Op.Log2InPlace.CallInPlace(this);

        /// <summary>Whether each element is zero.</summary>
        public Tensor logical_not() => Op.LogicalNot.Call(this);

        /// <summary>Whether each element is zero, in place.</summary>
        public Tensor logical_not_() => Op.LogicalNotInPlace.CallInPlace(this);

        /// <summary>NaN and infinities replaced; an infinity given as null becomes the largest or smallest number of the type.</summary>
        public Tensor nan_to_num(double nan = 0, double? posinf = null, double? neginf = null) =>
            Op.NanToNum.Call(this, nan, posinf, neginf);

        /// <summary>NaN and infinities replaced, in place.</summary>
        public Tensor nan_to_num_(double nan = 0, double? posinf = null, double? neginf = null) =>
            Op.NanToNumInPlace.CallInPlace(this, nan, posinf, neginf);

        /// <summary>Each element with the opposite sign.</summary>
        public Tensor neg() => Op.Neg.Call(this);

        /// <summary>Each element with the opposite sign, in place.</summary>
        public Tensor neg_() => Op.NegInPlace.CallInPlace(this);

        /// <summary>Each element with the opposite sign.</summary>
        public Tensor negative() => Op.Neg.Call(this);

        /// <summary>The tensor itself.</summary>
        public Tensor positive() => Op.Positive.Call(this);

        /// <summary>One over each element.</summary>
        public Tensor reciprocal() => Op.Reciprocal.Call(this);

        /// <summary>One over each element, in place.</summary>
        public Tensor reciprocal_() => Op.ReciprocalInPlace.CallInPlace(this);

        /// <summary>Each element rounded to a number of decimals, ties to even.</summary>
        public Tensor round(long decimals = 0) => decimals == 0 ? Op.Round.Call(this) : Op.RoundDecimals.Call(this, decimals);

        /// <summary>Each element rounded to a number of decimals, ties to even, in place.</summary>
        public Tensor round_(long decimals = 0) =>
            decimals == 0 ? Op.RoundInPlace.CallInPlace(this) : Op.RoundDecimalsInPlace.CallInPlace(this, decimals);

        /// <summary>One over the square root of each element.</summary>
        public Tensor rsqrt() => Op.Rsqrt.Call(this);

        /// <summary>One over the square root of each element, in place.</summary>
        public Tensor rsqrt_() => Op.RsqrtInPlace.CallInPlace(this);

        /// <summary>The sign of each element: -1, 0 or 1.</summary>
        public Tensor sign() => Op.Sign.Call(this);

        /// <summary>The sign of each element: -1, 0 or 1, in place.</summary>
        public Tensor sign_() => Op.SignInPlace.CallInPlace(this);

        /// <summary>Whether each element is negative, negative zero included.</summary>
        public Tensor signbit() => Op.Signbit.Call(this);

        /// <summary>The sine of each element.</summary>
        public Tensor sin() => Op.Sin.Call(this);

        /// <summary>The sine of each element, in place.</summary>
        public Tensor sin_() => Op.SinInPlace.CallInPlace(this);

        /// <summary>The hyperbolic sine of each element.</summary>
        public Tensor sinh() => Op.Sinh.Call(this);

        /// <summary>The hyperbolic sine of each element, in place.</summary>
        public Tensor sinh_() => Op.SinhInPlace.CallInPlace(this);

        /// <summary>The square root of each element.</summary>
        public Tensor sqrt() => Op.Sqrt.Call(this);

        /// <summary>The square root of each element, in place.</summary>
        public Tensor sqrt_() => Op.SqrtInPlace.CallInPlace(this);

        /// <summary>The square of each element.</summary>
        public Tensor square() => Op.Square.Call(this);

        /// <summary>The tangent of each element.</summary>
        public Tensor tan() => Op.Tan.Call(this);

        /// <summary>The tangent of each element, in place.</summary>
        public Tensor tan_() => Op.TanInPlace.CallInPlace(this);

        /// <summary>The hyperbolic tangent of each element.</summary>
        public Tensor tanh() => Op.Tanh.Call(this);

        /// <summary>The hyperbolic tangent of each element, in place.</summary>
        public Tensor tanh_() => Op.TanhInPlace.CallInPlace(this);

        /// <summary>Each element without its fraction.</summary>
        public Tensor trunc() => Op.Trunc.Call(this);

        /// <summary>Each element without its fraction, in place.</summary>
        public Tensor trunc_() => Op.TruncInPlace.CallInPlace(this);

        private static partial class Op
        {
            internal static readonly Operator Abs = new("aten::abs");
            internal static readonly Operator AbsInPlace = new("aten::abs_");
            internal static readonly Operator Acos = new("aten::acos");
            internal static readonly Operator AcosInPlace = new("aten::acos_");
            internal static readonly Operator Asin = new("aten::asin");
            internal static readonly Operator AsinInPlace = new("aten::asin_");
            internal static readonly Operator Atan = new("aten::atan");
            internal static readonly Operator AtanInPlace = new("aten::atan_");
            internal static readonly Operator BitwiseNot = new("aten::bitwise_not");
            internal static readonly Operator BitwiseNotInPlace = new("aten::bitwise_not_");
            internal static readonly Operator Ceil = new("aten::ceil");
            internal static readonly Operator CeilInPlace = new("aten::ceil_");
            internal static readonly Operator Cos = new("aten::cos");
            internal static readonly Operator CosInPlace = new("aten::cos_");
            internal static readonly Operator Cosh = new("aten::cosh");
            internal static readonly Operator CoshInPlace = new("aten::cosh_");
            internal static readonly Operator Erf = new("aten::erf");
            internal static readonly Operator ErfInPlace = new("aten::erf_");
            internal static readonly Operator Erfc = new("aten::erfc");
            internal static readonly Operator ErfcInPlace = new("aten::erfc_");
            internal static readonly Operator Erfinv = new("aten::erfinv");
            internal static readonly Operator ErfinvInPlace = new("aten::erfinv_");
            internal static readonly Operator Exp = new("aten::exp");
            internal static readonly Operator Exp2 = new("aten::exp2");
            internal static readonly Operator Exp2InPlace = new("aten::exp2_");
            internal static readonly Operator ExpInPlace = new("aten::exp_");
            internal static readonly Operator Expm1 = new("aten::expm1");
            internal static readonly Operator Expm1InPlace = new("aten::expm1_");
            internal static readonly Operator Floor = new("aten::floor");
            internal static readonly Operator FloorInPlace = new("aten::floor_");
            internal static readonly Operator Frac = new("aten::frac");
            internal static readonly Operator FracInPlace = new("aten::frac_");
            internal static readonly Operator Isfinite = new("aten::isfinite");
            internal static readonly Operator Isinf = new("aten::isinf");
            internal static readonly Operator Isnan = new("aten::isnan");
            internal static readonly Operator Isneginf = new("aten::isneginf");
            internal static readonly Operator Isposinf = new("aten::isposinf");
            internal static readonly Operator Log = new("aten::log");
            internal static readonly Operator Log10 = new("aten::log10");
            internal static readonly Operator Log10InPlace = new("aten::log10_");
            internal static readonly Operator Log1p = new("aten::log1p");
            internal static readonly Operator Log1pInPlace = new("aten::log1p_");
            internal static readonly Operator Log2 = new("aten::log2");
            internal static readonly Operator Log2InPlace = new("aten::log2_");
            internal static readonly Operator LogInPlace = new("aten::log_");
            internal static readonly Operator LogicalNot = new("aten::logical_not");
            internal static readonly Operator LogicalNotInPlace = new("aten::logical_not_");
            internal static readonly Operator NanToNum = new("aten::nan_to_num");
            internal static readonly Operator NanToNumInPlace = new("aten::nan_to_num_");
            internal static readonly Operator Neg = new("aten::neg");
            internal static readonly Operator NegInPlace = new("aten::neg_");
            internal static readonly Operator Positive = new("aten::positive");
            internal static readonly Operator Reciprocal = new("aten::reciprocal");
            internal static readonly Operator ReciprocalInPlace = new("aten::reciprocal_");
            internal static readonly Operator Round = new("aten::round");
            internal static readonly Operator RoundDecimals = new("aten::round", "decimals");
            internal static readonly Operator RoundDecimalsInPlace = new("aten::round_", "decimals");
            internal static readonly Operator RoundInPlace = new("aten::round_");
            internal static readonly Operator Rsqrt = new("aten::rsqrt");
            internal static readonly Operator RsqrtInPlace = new("aten::rsqrt_");
            internal static readonly Operator Sign = new("aten::sign");
            internal static readonly Operator SignInPlace = new("aten::sign_");
            internal static readonly Operator Signbit = new("aten::signbit");
            internal static readonly Operator Sin = new("aten::sin");
            internal static readonly Operator SinInPlace = new("aten::sin_");
            internal static readonly Operator Sinh = new("aten::sinh");
            internal static readonly Operator SinhInPlace = new("aten::sinh_");
            internal static readonly Operator Sqrt = new("aten::sqrt");
            internal static readonly Operator SqrtInPlace = new("aten::sqrt_");
            internal static readonly Operator Square = new("aten::square");
            internal static readonly Operator Tan = new("aten::tan");
            internal static readonly Operator TanInPlace = new("aten::tan_");
            internal static readonly Operator Tanh = new("aten::tanh");
            internal static readonly Operator TanhInPlace = new("aten::tanh_");
            internal static readonly Operator Trunc = new("aten::trunc");
            internal static readonly Operator TruncInPlace = new("aten::trunc_");
        }
    }
}
