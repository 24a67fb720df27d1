using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Operator AdaptiveMaxPool1 = new("aten::adaptive_max_pool1d");
            private static readonly Operator AdaptiveMaxPool3 = new("aten::adaptive_max_pool3d");

            public static Tensor adaptive_max_pool1d(Tensor input, long output_size)
            {
                var (values, indices) = AdaptiveMaxPool1.CallPair(input, new[] { output_size });
                indices.Dispose();
                return values;
            }

            public static Tensor adaptive_max_pool3d(Tensor input, long[] output_size)
            {
                var (values, indices) = AdaptiveMaxPool3.CallPair(input, output_size);
                indices.Dispose();
                return values;
            }

            public static Tensor lp_pool1d(Tensor input, double norm_type, long kernel_size, long? stride = null, bool ceil_mode = false)
            {
                using var scope = NewDisposeScope();
                return Norm(avg_pool1d(input.pow(norm_type), kernel_size, stride, 0, ceil_mode), norm_type, kernel_size).MoveToOuterDisposeScope();
            }

            public static Tensor lp_pool2d(Tensor input, double norm_type, long kernel_size, long? stride = null, bool ceil_mode = false) =>
                lp_pool2d(input, norm_type, [kernel_size, kernel_size], Modules.Sizes.Repeat(stride, 2), ceil_mode);

            public static Tensor lp_pool2d(Tensor input, double norm_type, long[] kernel_size, long[]? stride = null, bool ceil_mode = false)
            {
                using var scope = NewDisposeScope();
                var mean = avg_pool2d(input.pow(norm_type), kernel_size, stride, ceil_mode: ceil_mode);
                return Norm(mean, norm_type, kernel_size[0] * kernel_size[1]).MoveToOuterDisposeScope();
            }

            private static Tensor Norm(Tensor mean, double power, long count) => (mean.sign() * mean.abs().relu()).mul(count).pow(1 / power);
        }
    }
}
