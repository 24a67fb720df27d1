using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Operator HardshrinkOperator = new("aten::hardshrink");
            private static readonly Operator SoftshrinkOperator = new("aten::softshrink");
            private static readonly InPlaceOperator ThresholdOperator = new("aten::threshold");
            private static readonly InPlaceOperator RreluOperator = new("aten::rrelu");

            public static Tensor hardshrink(Tensor x, double lambda = 0.5) => HardshrinkOperator.Call(x, lambda);

            public static Tensor softshrink(Tensor x, double lambda = 0.5) => SoftshrinkOperator.Call(x, lambda);

            public static Tensor tanhshrink(Tensor x, bool inplace = false)
            {
                using var curve = x.tanh();
                return inplace ? x.sub_(curve).alias() : x - curve;
            }

            public static Tensor threshold(Tensor x, double threshold, double value, bool inplace = false) =>
                ThresholdOperator.Call(inplace, x, threshold, value);

            /// <summary>With the slope of evaluation, the mean of both.</summary>
            public static Tensor rrelu(Tensor x, double lower = 1.0 / 8, double upper = 1.0 / 3, bool inplace = false) =>
                RreluOperator.Call(inplace, x, lower, upper, false);
        }
    }
}
