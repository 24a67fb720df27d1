using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Operator BatchNormalize = new("aten::batch_norm");
            private static readonly Operator InstanceNormalize = new("aten::instance_norm");
            private static readonly Operator LayerNormalize = new("aten::layer_norm");
            private static readonly Operator GroupNormalize = new("aten::group_norm");
            private static readonly Operator NormAlong = new("aten::norm", "ScalarOpt_dim");
            private static readonly Operator ClampMin = new("aten::clamp_min");
            private static readonly Operator Divide = new("aten::div", "Tensor");

            /// <exception cref="ArgumentException">In training there is only one value per channel.</exception>
            public static Tensor batch_norm(
                Tensor input, Tensor? running_mean, Tensor? running_var, Tensor? weight = null, Tensor? bias = null, bool training = false,
                double momentum = 0.1, double eps = 1e-5)
            {
                if (training && input.dim() > 1 && input.numel() == input.size(1))
                    throw new ArgumentException(
                        $"Expected more than 1 value per channel when training, got input size [{string.Join(", ", input.shape)}]");

                return BatchNormalize.Call(input, weight, bias, running_mean, running_var, training, momentum, eps, false);
            }

            public static Tensor instance_norm(
                Tensor input, Tensor? running_mean = null, Tensor? running_var = null, Tensor? weight = null, Tensor? bias = null,
                bool use_input_stats = true, double momentum = 0.1, double eps = 1e-5) =>
                InstanceNormalize.Call(input, weight, bias, running_mean, running_var, use_input_stats, momentum, eps, false);

            public static Tensor layer_norm(
                Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5) =>
                LayerNormalize.Call(input, normalized_shape, weight, bias, eps);

            public static Tensor group_norm(Tensor input, long num_groups, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5) =>
                GroupNormalize.Call(input, num_groups, weight, bias, eps);

            /// <summary>Divides by the p-norm along a dimension, or by eps where that is smaller.</summary>
            public static Tensor normalize(Tensor input, double p = 2, long dim = 1, double eps = 1e-12)
            {
                using var norm = NormAlong.Call(input, p, new[] { dim }, true);
                using var divisor = ClampMin.Call(norm, eps);
                return Divide.Call(input, divisor);
            }
        }
    }
}
