using TorchSharp.Modules;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Operator MaxPool1 = new("aten::max_pool1d");
            private static readonly Operator MaxPool1WithIndices = new("aten::max_pool1d_with_indices");
            private static readonly Operator AvgPool1 = new("aten::avg_pool1d");
            private static readonly Operator AdaptiveAvgPool1 = new("aten::adaptive_avg_pool1d");
            private static readonly Operator MaxPool2 = new("aten::max_pool2d");
            private static readonly Operator MaxPool2WithIndices = new("aten::max_pool2d_with_indices");
            private static readonly Operator AvgPool2 = new("aten::avg_pool2d");
            private static readonly Operator AdaptiveAvgPool2 = new("aten::adaptive_avg_pool2d");
            private static readonly Operator MaxPool3 = new("aten::max_pool3d");
            private static readonly Operator MaxPool3WithIndices = new("aten::max_pool3d_with_indices");
            private static readonly Operator AvgPool3 = new("aten::avg_pool3d");
            private static readonly Operator AdaptiveAvgPool3 = new("aten::adaptive_avg_pool3d");
            private static readonly Operator AdaptiveMaxPool2 = new("aten::adaptive_max_pool2d");

            public static Tensor max_pool1d(
                Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                MaxPool1.Call(input, Array(kernel_size, 1), Array(stride, kernel_size), Array(padding, 0), Array(dilation, 1), ceil_mode);

            public static (Tensor output, Tensor indices) max_pool1d_with_indices(
                Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                MaxPool1WithIndices.CallPair(
                    input, Array(kernel_size, 1), Array(stride, kernel_size), Array(padding, 0), Array(dilation, 1), ceil_mode);

            public static Tensor max_pool2d(
                Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                max_pool2d(input, [kernel_size], Sizes.Repeat(stride, 1), Sizes.Repeat(padding, 1), Sizes.Repeat(dilation, 1), ceil_mode);

            public static Tensor max_pool2d(
                Tensor input, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null,
                (long, long)? dilation = null, bool ceil_mode = false) =>
                max_pool2d(input, Sizes.Array(kernel_size), Sizes.Array(stride), Sizes.Array(padding), Sizes.Array(dilation), ceil_mode);

            public static Tensor max_pool2d(
                Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null,
                bool ceil_mode = false) =>
                MaxPool2.Call(input, kernel_size, strides ?? kernel_size, Array(padding, 0), Array(dilation, 1), ceil_mode);

            public static (Tensor output, Tensor indices) max_pool2d_with_indices(
                Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null,
                bool ceil_mode = false) =>
                MaxPool2WithIndices.CallPair(input, kernel_size, strides ?? kernel_size, Array(padding, 0), Array(dilation, 1), ceil_mode);

            public static Tensor max_pool3d(
                Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null,
                bool ceil_mode = false) =>
                MaxPool3.Call(input, kernel_size, strides ?? kernel_size, Array(padding, 0), Array(dilation, 1), ceil_mode);

            public static (Tensor output, Tensor indices) max_pool3d_with_indices(
                Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null,
                bool ceil_mode = false) =>
                MaxPool3WithIndices.CallPair(input, kernel_size, strides ?? kernel_size, Array(padding, 0), Array(dilation, 1), ceil_mode);

            public static Tensor avg_pool1d(
                Tensor input, long kernel_size, long? stride = null, long? padding = null, bool ceil_mode = false,
                bool count_include_pad = true) =>
                AvgPool1.Call(input, Array(kernel_size, 1), Array(stride, kernel_size), Array(padding, 0), ceil_mode, count_include_pad);

            public static Tensor avg_pool2d(
                Tensor input, long kernel_size, long? stride = null, long padding = 0, bool ceil_mode = false,
                bool count_include_pad = true, long? divisor_override = null) =>
                avg_pool2d(input, [kernel_size], Sizes.Repeat(stride, 1), [padding], ceil_mode, count_include_pad, divisor_override);

            public static Tensor avg_pool2d(
                Tensor input, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, bool ceil_mode = false,
                bool count_include_pad = true, long? divisor_override = null) =>
                avg_pool2d(
                    input, Sizes.Array(kernel_size), Sizes.Array(stride), Sizes.Array(padding), ceil_mode, count_include_pad,
                    divisor_override);

            public static Tensor avg_pool2d(
                Tensor input, long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false,
                bool count_include_pad = true, long? divisor_override = null) =>
                AvgPool2.Call(
                    input, kernel_size, stride ?? kernel_size, Array(padding, 0), ceil_mode, count_include_pad, divisor_override);

            public static Tensor avg_pool3d(
                Tensor input, long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false,
                bool count_include_pad = true, long? divisor_override = null) =>
                AvgPool3.Call(
                    input, kernel_size, stride ?? kernel_size, Array(padding, 0), ceil_mode, count_include_pad, divisor_override);

            public static Tensor adaptive_avg_pool1d(Tensor input, long output_size) => AdaptiveAvgPool1.Call(input, Array(output_size, 1));

            public static Tensor adaptive_avg_pool2d(Tensor input, long output_size) =>
                adaptive_avg_pool2d(input, Sizes.Repeat(output_size, 2));

            public static Tensor adaptive_avg_pool2d(Tensor input, (long, long) output_size) =>
                adaptive_avg_pool2d(input, Sizes.Array(output_size));

            public static Tensor adaptive_avg_pool2d(Tensor input, long[] output_size) => AdaptiveAvgPool2.Call(input, output_size);

            public static Tensor adaptive_avg_pool3d(Tensor input, long output_size) =>
                adaptive_avg_pool3d(input, Sizes.Repeat(output_size, 3));

            public static Tensor adaptive_avg_pool3d(Tensor input, (long, long, long) output_size) =>
                adaptive_avg_pool3d(input, Sizes.Array(output_size));

            public static Tensor adaptive_avg_pool3d(Tensor input, long[] output_size) => AdaptiveAvgPool3.Call(input, output_size);

            public static Tensor adaptive_max_pool2d(Tensor input, long[] output_size) => AdaptiveMaxPool2.Call(input, output_size);

            public static (Tensor Values, Tensor Indices) adaptive_max_pool2d_with_indices(Tensor input, long[] output_size) =>
                AdaptiveMaxPool2.CallPair(input, output_size);
        }
    }
}
