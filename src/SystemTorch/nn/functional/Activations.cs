using TorchSharp.Native;
using GeluForm = TorchSharp.Modules.GELU.Approximate;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Layers as functions.</summary>
        public static partial class functional
        {
            private static readonly InPlaceOperator Relu = new("aten::relu");
            private static readonly InPlaceOperator Relu6 = new("aten::relu6");
            private static readonly InPlaceOperator LeakyRelu = new("aten::leaky_relu");
            private static readonly InPlaceOperator Elu = new("aten::elu");
            private static readonly InPlaceOperator Silu = new("aten::silu");
            private static readonly InPlaceOperator Gelu = new("aten::gelu");
            private static readonly InPlaceOperator SigmoidOperator = new("aten::sigmoid");
            private static readonly InPlaceOperator TanhOperator = new("aten::tanh");
            private static readonly InPlaceOperator HardswishOperator = new("aten::hardswish");
            private static readonly InPlaceOperator HardsigmoidOperator = new("aten::hardsigmoid");
            private static readonly InPlaceOperator HardtanhOperator = new("aten::hardtanh");
            private static readonly InPlaceOperator MishOperator = new("aten::mish");
            private static readonly Operator Prelu = new("aten::prelu");
            private static readonly Operator SoftplusOperator = new("aten::softplus");
            private static readonly Operator SoftmaxOperator = new("aten::softmax", "int");
            private static readonly Operator LogSoftmaxOperator = new("aten::log_softmax", "int");

            public static Tensor relu(Tensor x, bool inplace = false) => Relu.Call(inplace, x);

            public static Tensor relu6(Tensor x, bool inplace = false) => Relu6.Call(inplace, x);

            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) =>
                LeakyRelu.Call(inplace, input, negative_slope);

            public static Tensor prelu(Tensor input, Tensor weight) => Prelu.Call(input, weight);

            public static Tensor elu(Tensor x, double alpha, bool inplace = false) => Elu.Call(inplace, x, alpha);

            public static Tensor silu(Tensor x, bool inplace = false) => Silu.Call(inplace, x);

            public static Tensor gelu(Tensor x) => gelu(x, inplace: false);

            public static Tensor gelu(Tensor x, bool inplace) => gelu(x, GeluForm.none, inplace);

            public static Tensor gelu(Tensor x, GeluForm approximate, bool inplace = false) =>
                Gelu.Call(inplace, x, approximate == GeluForm.tanh ? "tanh" : "none");

            public static Tensor sigmoid(Tensor x) => sigmoid(x, inplace: false);

            public static Tensor sigmoid(Tensor x, bool inplace) => SigmoidOperator.Call(inplace, x);

            public static Tensor tanh(Tensor x, bool inplace = false) => TanhOperator.Call(inplace, x);

            public static Tensor hardswish(Tensor input, bool inplace = false) => HardswishOperator.Call(inplace, input);

            public static Tensor hardsigmoid(Tensor input, bool inplace = false) => HardsigmoidOperator.Call(inplace, input);

            public static Tensor hardtanh(Tensor x, double min_val = -1, double max_val = 1, bool inplace = false) =>
                HardtanhOperator.Call(inplace, x, min_val, max_val);

            public static Tensor mish(Tensor x, bool inplace = false) => MishOperator.Call(inplace, x);

            public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) => SoftplusOperator.Call(x, beta, threshold);

            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => SoftmaxOperator.Call(input, dim, dtype);

            public static Tensor log_softmax(Tensor x, long dim) => LogSoftmaxOperator.Call(x, dim);
        }
    }
}
