using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The exponentials over a dimension, divided by their sum.</summary>
        public Tensor softmax(long dim, ScalarType? dtype = null) => Op.SoftmaxInt.Call(this, dim, dtype);

        /// <summary>The logarithm of <see cref="softmax"/>.</summary>
        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Op.LogSoftmaxInt.Call(this, dim, dtype);

        /// <summary>Each element, or zero where it is negative.</summary>
        public Tensor relu() => Op.Relu.Call(this);

        /// <summary>Each element, or zero where it is negative, in place.</summary>
        public Tensor relu_() => Op.ReluInPlace.CallInPlace(this);

        /// <summary>Each element brought into [0, 6].</summary>
        public Tensor relu6() => Op.Relu6.Call(this);

        /// <summary>Each element brought into [0, 6], in place.</summary>
        public Tensor relu6_() => Op.Relu6InPlace.CallInPlace(this);

        /// <summary>The logistic function of each element.</summary>
        public Tensor sigmoid() => Op.Sigmoid.Call(this);

        /// <summary>The logistic function of each element, in place.</summary>
        public Tensor sigmoid_() => Op.SigmoidInPlace.CallInPlace(this);

        /// <summary>The scaled exponential linear unit of each element.</summary>
        public Tensor selu() => Op.Selu.Call(this);

        /// <summary>The scaled exponential linear unit of each element, in place.</summary>
        public Tensor selu_() => Op.SeluInPlace.CallInPlace(this);

        /// <summary>Each element times its logistic function.</summary>
        public Tensor silu() => Op.Silu.Call(this);

        /// <summary>Each element times its logistic function, in place.</summary>
        public Tensor silu_() => Op.SiluInPlace.CallInPlace(this);

        /// <summary>Each element times its <see cref="hardsigmoid"/>.</summary>
        public Tensor hardswish() => Op.Hardswish.Call(this);

        /// <summary>Each element times its <see cref="hardsigmoid"/>, in place.</summary>
        public Tensor hardswish_() => Op.HardswishInPlace.CallInPlace(this);

        /// <summary>The logistic function of each element in three straight pieces.</summary>
        public Tensor hardsigmoid() => Op.Hardsigmoid.Call(this);

        /// <summary>The logistic function of each element in three straight pieces, in place.</summary>
        public Tensor hardsigmoid_() => Op.HardsigmoidInPlace.CallInPlace(this);

        /// <summary>Each element times the normal distribution function at it.</summary>
        public Tensor gelu() => Op.Gelu.Call(this);

        /// <summary>Each element times the normal distribution function at it, in place.</summary>
        public Tensor gelu_() => Op.GeluInPlace.CallInPlace(this);

        /// <summary>The logarithm of the logistic function of each element.</summary>
        public Tensor log_sigmoid() => Op.LogSigmoid.Call(this);

        /// <summary>The first half of a dimension times the logistic function of the second.</summary>
        public Tensor glu(long dim = -1) => Op.Glu.Call(this, dim);

        /// <summary>Each element, times its channel's slope where it is negative.</summary>
        public Tensor prelu(Tensor target) => Op.Prelu.Call(this, target);

        /// <summary>A smooth form of <see cref="relu"/>, linear above the threshold.</summary>
        public Tensor softplus(double beta = 1, double threshold = 20) => Op.Softplus.Call(this, beta, threshold);

        /// <summary>Each element, times the mean of two slopes where it is negative.</summary>
        public Tensor rrelu(double lower = 0.125, double upper = 0.3333333333333333) => Op.Rrelu.Call(this, lower, upper);

        /// <summary>Each element, times the mean of two slopes where it is negative, in place.</summary>
        public Tensor rrelu_(double lower = 0.125, double upper = 0.3333333333333333) => Op.RreluInPlace.CallInPlace(this, lower, upper);

        /// <summary>The continuously differentiable exponential linear unit of each element.</summary>
        public Tensor celu() => Op.Celu.Call(this);

        /// <summary>The continuously differentiable exponential linear unit of each element.</summary>
        public Tensor celu(Scalar alpha) => Op.Celu.Call(this, alpha);

        /// <summary>The exponential linear unit of each element.</summary>
        public Tensor elu(double alpha = 1) => Op.Elu.Call(this, alpha);

        /// <summary>The exponential linear unit of each element.</summary>
        public Tensor elu(Scalar alpha, Scalar scale, Scalar input_scale) => Op.Elu.Call(this, alpha, scale, input_scale);

        /// <summary>Each element, times a slope where it is negative.</summary>
        public Tensor leaky_relu(Scalar negative_slope) => Op.LeakyRelu.Call(this, negative_slope);

        /// <summary>Each element brought into [<paramref name="min"/>, <paramref name="max"/>].</summary>
        public Tensor hardtanh(Scalar min, Scalar max) => Op.Hardtanh.Call(this, min, max);

        /// <summary>Each element, or <paramref name="value"/> where it is not above the threshold.</summary>
        public Tensor threshold(Scalar threshold, Scalar value) => Op.Threshold.Call(this, threshold, value);

        /// <summary>The continuously differentiable exponential linear unit of each element, in place.</summary>
        public Tensor celu_() => Op.CeluInPlace.CallInPlace(this);

        /// <summary>The continuously differentiable exponential linear unit of each element, in place.</summary>
        public Tensor celu_(Scalar alpha) => Op.CeluInPlace.CallInPlace(this, alpha);

        /// <summary>The exponential linear unit of each element, in place.</summary>
        public Tensor elu_(double alpha = 1) => Op.EluInPlace.CallInPlace(this, alpha);

        /// <summary>The exponential linear unit of each element, in place.</summary>
        public Tensor elu_(Scalar alpha, Scalar scale, Scalar input_scale) => Op.EluInPlace.CallInPlace(this, alpha, scale, input_scale);

        /// <summary>Each element, times a slope where it is negative, in place.</summary>
        public Tensor leaky_relu_(Scalar negative_slope) => Op.LeakyReluInPlace.CallInPlace(this, negative_slope);

        /// <summary>Each element brought into [<paramref name="min"/>, <paramref name="max"/>], in place.</summary>
        public Tensor hardtanh_(Scalar min, Scalar max) => Op.HardtanhInPlace.CallInPlace(this, min, max);

        /// <summary>Each element, or <paramref name="value"/> where it is not above the threshold, in place.</summary>
        public Tensor threshold_(Scalar threshold, Scalar value) => Op.ThresholdInPlace.CallInPlace(this, threshold, value);

        private static partial class Op
        {
            internal static readonly Operator Celu = new("aten::celu");
            internal static readonly Operator CeluInPlace = new("aten::celu_");
            internal static readonly Operator Elu = new("aten::elu");
            internal static readonly Operator EluInPlace = new("aten::elu_");
            internal static readonly Operator Gelu = new("aten::gelu");
            internal static readonly Operator GeluInPlace = new("aten::gelu_");
            internal static readonly Operator Glu = new("aten::glu");
            internal static readonly Operator Hardsigmoid = new("aten::hardsigmoid");
            internal static readonly Operator HardsigmoidInPlace = new("aten::hardsigmoid_");
            internal static readonly Operator Hardswish = new("aten::hardswish");
            internal static readonly Operator HardswishInPlace = new("aten::hardswish_");
            internal static readonly Operator Hardtanh = new("aten::hardtanh");
            internal static readonly Operator HardtanhInPlace = new("aten::hardtanh_");
            internal static readonly Operator LeakyRelu = new("aten::leaky_relu");
            internal static readonly Operator LeakyReluInPlace = new("aten::leaky_relu_");
            internal static readonly Operator LogSigmoid = new("aten::log_sigmoid");
            internal static readonly Operator LogSoftmaxInt = new("aten::log_softmax", "int");
            internal static readonly Operator Prelu = new("aten::prelu");
            internal static readonly Operator Relu = new("aten::relu");
            internal static readonly Operator Relu6 = new("aten::relu6");
            internal static readonly Operator Relu6InPlace = new("aten::relu6_");
            internal static readonly Operator ReluInPlace = new("aten::relu_");
            internal static readonly Operator Rrelu = new("aten::rrelu");
            internal static readonly Operator RreluInPlace = new("aten::rrelu_");
            internal static readonly Operator Selu = new("aten::selu");
            internal static readonly Operator SeluInPlace = new("aten::selu_");
            internal static readonly Operator Sigmoid = new("aten::sigmoid");
            internal static readonly Operator SigmoidInPlace = new("aten::sigmoid_");
            internal static readonly Operator Silu = new("aten::silu");
            internal static readonly Operator SiluInPlace = new("aten::silu_");
            internal static readonly Operator SoftmaxInt = new("aten::softmax", "int");
            internal static readonly Operator Softplus = new("aten::softplus");
            internal static readonly Operator Threshold = new("aten::threshold");
            internal static readonly Operator ThresholdInPlace = new("aten::threshold_");
        }
    }
}
