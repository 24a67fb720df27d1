using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly InPlaceOperator Selu = new("aten::selu");
            private static readonly InPlaceOperator Celu = new("aten::celu");
            private static readonly Operator Glu = new("aten::glu");
            private static readonly Operator LogSigmoidOperator = new("aten::log_sigmoid");

            public static Tensor selu(Tensor x, bool inplace = false) => Selu.Call(inplace, x);

            public static Tensor celu(Tensor x, double alpha, bool inplace = false) => Celu.Call(inplace, x, alpha);

            public static Tensor glu(Tensor input, long dim = -1) => Glu.Call(input, dim);

            public static Tensor logsigmoid(Tensor x) => LogSigmoidOperator.Call(x);

            public static Tensor softsign(Tensor x, bool inplace = false)
            {
                using var magnitude = x.abs();
                using var divisor = magnitude + 1;
                return inplace ? x.div_(divisor).alias() : x / divisor;
            }

            public static Tensor softmin(Tensor x, long dim)
            {
                using var negated = -x;
                return softmax(negated, dim);
            }

            public static Tensor softmax2d(Tensor x) => softmax(x, -3);
        }
    }
}
