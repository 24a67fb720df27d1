using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Each element brought into [<paramref name="min"/>, <paramref name="max"/>]; a null bound is open.</summary>
        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Op.Clamp.Call(this, min, max);

        /// <summary>Each element brought into [<paramref name="min"/>, <paramref name="max"/>]; a null bound is open.</summary>
        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Op.ClampTensor.Call(this, min, max);

        /// <summary>Each element raised to <paramref name="min"/> where it is below.</summary>
        public Tensor clamp_min(Scalar min) => Op.ClampMin.Call(this, min);

        /// <summary>Each element lowered to <paramref name="max"/> where it is above.</summary>
        public Tensor clamp_max(Scalar max) => Op.ClampMax.Call(this, max);

        /// <summary>Each element brought into [<paramref name="min"/>, <paramref name="max"/>]; a null bound is open, in place.</summary>
        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => Op.ClampInPlace.CallInPlace(this, min, max);

        /// <summary>Each element brought into [<paramref name="min"/>, <paramref name="max"/>]; a null bound is open, in place.</summary>
        public Tensor clamp_(Tensor? min = null, Tensor? max = null) => Op.ClampTensorInPlace.CallInPlace(this, min, max);

        /// <summary>Each element raised to <paramref name="min"/> where it is below, in place.</summary>
        public Tensor clamp_min_(Scalar min) => Op.ClampMinInPlace.CallInPlace(this, min);

        /// <summary>Each element lowered to <paramref name="max"/> where it is above, in place.</summary>
        public Tensor clamp_max_(Scalar max) => Op.ClampMaxInPlace.CallInPlace(this, max);

        /// <summary>Each element brought into [<paramref name="min"/>, <paramref name="max"/>]; a null bound is open.</summary>
        public Tensor clip(Scalar? min = null, Scalar? max = null) => Op.Clamp.Call(this, min, max);

        /// <summary>The larger of two tensors, element by element; NaN wins.</summary>
        public Tensor maximum(Tensor other) => Op.Maximum.Call(this, other);

        /// <summary>The smaller of two tensors, element by element; NaN wins.</summary>
        public Tensor minimum(Tensor other) => Op.Minimum.Call(this, other);

        /// <summary>The larger of two tensors, element by element; NaN loses.</summary>
        public Tensor fmax(Tensor other) => Op.Fmax.Call(this, other);

        /// <summary>The smaller of two tensors, element by element; NaN loses.</summary>
        public Tensor fmin(Tensor other) => Op.Fmin.Call(this, other);

        /// <summary>The larger of two tensors, element by element; NaN wins.</summary>
        public Tensor max(Tensor other) => Op.Maximum.Call(this, other);

        /// <summary>The smaller of two tensors, element by element; NaN wins.</summary>
        public Tensor min(Tensor other) => Op.Minimum.Call(this, other);

        /// <summary>Whether each element equals the other.</summary>
        public Tensor eq(Tensor target) => Op.EqTensor.Call(this, target);

        /// <summary>Whether each element equals the other.</summary>
        public Tensor eq(Scalar target) => Op.EqScalar.Call(this, target);

        /// <summary>Whether each element equals the other, in place.</summary>
        public Tensor eq_(Tensor target) => Op.EqTensorInPlace.CallInPlace(this, target);

        /// <summary>Whether each element equals the other, in place.</summary>
        public Tensor eq_(Scalar target) => Op.EqScalarInPlace.CallInPlace(this, target);

        /// <summary>Whether each element equals the other.</summary>
        public Tensor equal(Tensor target) => Op.EqTensor.Call(this, target);

        /// <summary>Whether each element differs from the other.</summary>
        public Tensor ne(Tensor target) => Op.NeTensor.Call(this, target);

        /// <summary>Whether each element differs from the other.</summary>
        public Tensor ne(Scalar target) => Op.NeScalar.Call(this, target);

        /// <summary>Whether each element differs from the other, in place.</summary>
        public Tensor ne_(Tensor target) => Op.NeTensorInPlace.CallInPlace(this, target);

        /// <summary>Whether each element differs from the other, in place.</summary>
        public Tensor ne_(Scalar target) => Op.NeScalarInPlace.CallInPlace(this, target);

        /// <summary>Whether each element differs from the other.</summary>
        public Tensor not_equal(Tensor target) => Op.NeTensor.Call(this, target);

        /// <summary>Whether each element is less than the other.</summary>
        public Tensor lt(Tensor target) => Op.LtTensor.Call(this, target);

        /// <summary>Whether each element is less than the other.</summary>
        public Tensor lt(Scalar target) => Op.LtScalar.Call(this, target);

        /// <summary>Whether each element is less than the other, in place.</summary>
        public Tensor lt_(Tensor target) => Op.LtTensorInPlace.CallInPlace(this, target);

        /// <summary>Whether each element is less than the other, in place.</summary>
        public Tensor lt_(Scalar target) => Op.LtScalarInPlace.CallInPlace(this, target);

        /// <summary>Whether each element is less than the other.</summary>
        public Tensor less(Tensor target) => Op.LtTensor.Call(this, target);

        /// <summary>Whether each element is at most the other.</summary>
        public Tensor le(Tensor target) => Op.LeTensor.Call(this, target);

        /// <summary>Whether each element is at most the other.</summary>
        public Tensor le(Scalar target) => Op.LeScalar.Call(this, target);

        /// <summary>Whether each element is at most the other, in place.</summary>
        public Tensor le_(Tensor target) => Op.LeTensorInPlace.CallInPlace(this, target);

        /// <summary>Whether each element is at most the other, in place.</summary>
        public Tensor le_(Scalar target) => Op.LeScalarInPlace.CallInPlace(this, target);

        /// <summary>Whether each element is at most the other.</summary>
        public Tensor less_equal(Tensor target) => Op.LeTensor.Call(this, target);

        /// <summary>Whether each element is greater than the other.</summary>
        public Tensor gt(Tensor target) => Op.GtTensor.Call(this, target);

        /// <summary>Whether each element is greater than the other.</summary>
        public Tensor gt(Scalar target) => Op.GtScalar.Call(this, target);

        /// <summary>Whether each element is greater than the other, in place.</summary>
        public Tensor gt_(Tensor target) => Op.GtTensorInPlace.CallInPlace(this, target);

        /// <summary>Whether each element is greater than the other, in place.</summary>
        public Tensor gt_(Scalar target) => Op.GtScalarInPlace.CallInPlace(this, target);

        /// <summary>Whether each element is greater than the other.</summary>
        public Tensor greater(Tensor target) => Op.GtTensor.Call(this, target);

        /// <summary>Whether each element is at least the other.</summary>
        public Tensor ge(Tensor target) => Op.GeTensor.Call(this, target);

        /// <summary>Whether each element is at least the other.</summary>
        public Tensor ge(Scalar target) => Op.GeScalar.Call(this, target);

        /// <summary>Whether each element is at least the other, in place.</summary>
        public Tensor ge_(Tensor target) => Op.GeTensorInPlace.CallInPlace(this, target);

        /// <summary>Whether each element is at least the other, in place.</summary>
        public Tensor ge_(Scalar target) => Op.GeScalarInPlace.CallInPlace(this, target);

        /// <summary>Whether each element is at least the other.</summary>
        public Tensor greater_equal(Tensor target) => Op.GeTensor.Call(this, target);

        /// <summary>Whether both elements differ from zero.</summary>
        public Tensor logical_and(Tensor other) => Op.LogicalAnd.Call(this, other);

        /// <summary>Whether both elements differ from zero, in place.</summary>
        public Tensor logical_and_(Tensor other) => Op.LogicalAndInPlace.CallInPlace(this, other);

        /// <summary>Whether either element differs from zero.</summary>
        public Tensor logical_or(Tensor other) => Op.LogicalOr.Call(this, other);

        /// <summary>Whether either element differs from zero, in place.</summary>
        public Tensor logical_or_(Tensor other) => Op.LogicalOrInPlace.CallInPlace(this, other);

        /// <summary>Whether exactly one of the elements differs from zero.</summary>
        public Tensor logical_xor(Tensor other) => Op.LogicalXor.Call(this, other);

        /// <summary>Whether exactly one of the elements differs from zero, in place.</summary>
        public Tensor logical_xor_(Tensor other) => Op.LogicalXorInPlace.CallInPlace(this, other);

        /// <summary>The bits that both elements have.</summary>
        public Tensor bitwise_and(Tensor other) => Op.BitwiseAndTensor.Call(this, other);

        /// <summary>The bits that both elements have, in place.</summary>
        public Tensor bitwise_and_(Tensor other) => Op.BitwiseAndTensorInPlace.CallInPlace(this, other);

        /// <summary>The bits that either element has.</summary>
        public Tensor bitwise_or(Tensor other) => Op.BitwiseOrTensor.Call(this, other);

        /// <summary>The bits that either element has, in place.</summary>
        public Tensor bitwise_or_(Tensor other) => Op.BitwiseOrTensorInPlace.CallInPlace(this, other);

        /// <summary>The bits that exactly one of the elements has.</summary>
        public Tensor bitwise_xor(Tensor other) => Op.BitwiseXorTensor.Call(this, other);

        /// <summary>The bits that exactly one of the elements has, in place.</summary>
        public Tensor bitwise_xor_(Tensor other) => Op.BitwiseXorTensorInPlace.CallInPlace(this, other);

        /// <summary>Each element with its bits shifted left.</summary>
        public Tensor bitwise_left_shift(Tensor other) => Op.BitwiseLeftShiftTensor.Call(this, other);

        /// <summary>Each element with its bits shifted left, in place.</summary>
        public Tensor bitwise_left_shift_(Tensor other) => Op.BitwiseLeftShiftTensorInPlace.CallInPlace(this, other);

        /// <summary>Each element with its bits shifted right.</summary>
        public Tensor bitwise_right_shift(Tensor other) => Op.BitwiseRightShiftTensor.Call(this, other);

        /// <summary>Each element with its bits shifted right, in place.</summary>
        public Tensor bitwise_right_shift_(Tensor other) => Op.BitwiseRightShiftTensorInPlace.CallInPlace(this, other);

        /// <summary>Whether elements are as near as <paramref name="atol"/> plus <paramref name="rtol"/> times the other.</summary>
        public Tensor isclose(Tensor other, double rtol = 1e-05, double atol = 1e-08, bool nanEqual = false) =>
            Op.Isclose.Call(this, other, rtol, atol, nanEqual);

        /// <summary>Whether all elements are as near as <paramref name="atol"/> plus <paramref name="rtol"/> times the other.</summary>
        public bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) =>
            Op.Allclose.CallBool(this, target, rtol, atol, equal_nan);

        /// <summary>Whether each element is among others.</summary>
        public Tensor isin(Tensor test_elements, bool assumeUnique = false, bool invert = false) =>
            Op.IsinTensorTensor.Call(this, test_elements, assumeUnique, invert);

        private static partial class Op
        {
            internal static readonly Operator Allclose = new("aten::allclose");
            internal static readonly Operator BitwiseAndTensor = new("aten::bitwise_and", "Tensor");
            internal static readonly Operator BitwiseAndTensorInPlace = new("aten::bitwise_and_", "Tensor");
            internal static readonly Operator BitwiseLeftShiftTensor = new("aten::bitwise_left_shift", "Tensor");
            internal static readonly Operator BitwiseLeftShiftTensorInPlace = new("aten::bitwise_left_shift_", "Tensor");
            internal static readonly Operator BitwiseOrTensor = new("aten::bitwise_or", "Tensor");
            internal static readonly Operator BitwiseOrTensorInPlace = new("aten::bitwise_or_", "Tensor");
            internal static readonly Operator BitwiseRightShiftTensor = new("aten::bitwise_right_shift", "Tensor");
            internal static readonly Operator BitwiseRightShiftTensorInPlace = new("aten::bitwise_right_shift_", "Tensor");
            internal static readonly Operator BitwiseXorTensor = new("aten::bitwise_xor", "Tensor");
            internal static readonly Operator BitwiseXorTensorInPlace = new("aten::bitwise_xor_", "Tensor");
            internal static readonly Operator Clamp = new("aten::clamp");
            internal static readonly Operator ClampInPlace = new("aten::clamp_");
            internal static readonly Operator ClampMax = new("aten::clamp_max");
            internal static readonly Operator ClampMaxInPlace = new("aten::clamp_max_");
            internal static readonly Operator ClampMin = new("aten::clamp_min");
            internal static readonly Operator ClampMinInPlace = new("aten::clamp_min_");
            internal static readonly Operator ClampTensor = new("aten::clamp", "Tensor");
            internal static readonly Operator ClampTensorInPlace = new("aten::clamp_", "Tensor");
            internal static readonly Operator EqScalar = new("aten::eq", "Scalar");
            internal static readonly Operator EqScalarInPlace = new("aten::eq_", "Scalar");
            internal static readonly Operator EqTensor = new("aten::eq", "Tensor");
            internal static readonly Operator EqTensorInPlace = new("aten::eq_", "Tensor");
            internal static readonly Operator Fmax = new("aten::fmax");
            internal static readonly Operator Fmin = new("aten::fmin");
            internal static readonly Operator GeScalar = new("aten::ge", "Scalar");
            internal static readonly Operator GeScalarInPlace = new("aten::ge_", "Scalar");
            internal static readonly Operator GeTensor = new("aten::ge", "Tensor");
            internal static readonly Operator GeTensorInPlace = new("aten::ge_", "Tensor");
            internal static readonly Operator GtScalar = new("aten::gt", "Scalar");
            internal static readonly Operator GtScalarInPlace = new("aten::gt_", "Scalar");
            internal static readonly Operator GtTensor = new("aten::gt", "Tensor");
            internal static readonly Operator GtTensorInPlace = new("aten::gt_", "Tensor");
            internal static readonly Operator Isclose = new("aten::isclose");
            internal static readonly Operator IsinTensorTensor = new("aten::isin", "Tensor_Tensor");
            internal static readonly Operator LeScalar = new("aten::le", "Scalar");
            internal static readonly Operator LeScalarInPlace = new("aten::le_", "Scalar");
            internal static readonly Operator LeTensor = new("aten::le", "Tensor");
            internal static readonly Operator LeTensorInPlace = new("aten::le_", "Tensor");
            internal static readonly Operator LogicalAnd = new("aten::logical_and");
            internal static readonly Operator LogicalAndInPlace = new("aten::logical_and_");
            internal static readonly Operator LogicalOr = new("aten::logical_or");
            internal static readonly Operator LogicalOrInPlace = new("aten::logical_or_");
            internal static readonly Operator LogicalXor = new("aten::logical_xor");
            internal static readonly Operator LogicalXorInPlace = new("aten::logical_xor_");
            internal static readonly Operator LtScalar = new("aten::lt", "Scalar");
            internal static readonly Operator LtScalarInPlace = new("aten::lt_", "Scalar");
            internal static readonly Operator LtTensor = new("aten::lt", "Tensor");
            internal static readonly Operator LtTensorInPlace = new("aten::lt_", "Tensor");
            internal static readonly Operator Maximum = new("aten::maximum");
            internal static readonly Operator Minimum = new("aten::minimum");
            internal static readonly Operator NeScalar = new("aten::ne", "Scalar");
            internal static readonly Operator NeScalarInPlace = new("aten::ne_", "Scalar");
            internal static readonly Operator NeTensor = new("aten::ne", "Tensor");
            internal static readonly Operator NeTensorInPlace = new("aten::ne_", "Tensor");
        }
    }
}
