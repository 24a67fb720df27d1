using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Operator Conv1 = new("aten::conv1d");
            private static readonly Operator Conv1Padded = new("aten::conv1d", "padding");
            private static readonly Operator Conv1Transposed = new("aten::conv_transpose1d");
            private static readonly Operator Conv2 = new("aten::conv2d");
            private static readonly Operator Conv2Padded = new("aten::conv2d", "padding");
            private static readonly Operator Conv2Transposed = new("aten::conv_transpose2d", "input");
            private static readonly Operator Conv3 = new("aten::conv3d");
            private static readonly Operator Conv3Padded = new("aten::conv3d", "padding");
            private static readonly Operator Conv3Transposed = new("aten::conv_transpose3d", "input");
            private static readonly Operator LinearOperator = new("aten::linear");

            public static Tensor conv1d(
                Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null, long? dilation = null,
                long groups = 1) =>
                Conv1.Call(input, weight, bias, Array(stride, 1), Array(padding, 0), Array(dilation, 1), groups);

            public static Tensor conv1d_padding(
                Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, Padding padding = Padding.Valid,
                long? dilation = null, long groups = 1) =>
                Conv1Padded.Call(
                    input, weight, bias, Array(stride, 1), padding == Padding.Same ? "same" : "valid", Array(dilation, 1), groups);

            public static Tensor conv_transpose1d(
                Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null, long? output_padding = null,
                long? dilation = null, long groups = 1) =>
                Conv1Transposed.Call(
                    input, weight, bias, Array(stride, 1), Array(padding, 0), Array(output_padding, 0), groups, Array(dilation, 1));

            public static Tensor conv2d(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null,
                long groups = 1) =>
                Conv2.Call(input, weight, bias, Array(strides, 1), Array(padding, 0), Array(dilation, 1), groups);

            public static Tensor conv2d_padding(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, Padding padding = Padding.Valid,
                long[]? dilation = null, long groups = 1) =>
                Conv2Padded.Call(
                    input, weight, bias, Array(strides, 1), padding == Padding.Same ? "same" : "valid", Array(dilation, 1), groups);

            public static Tensor conv_transpose2d(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null,
                long[]? output_padding = null, long[]? dilation = null, long groups = 1) =>
                Conv2Transposed.Call(
                    input, weight, bias, Array(strides, 1), Array(padding, 0), Array(output_padding, 0), groups, Array(dilation, 1));

            public static Tensor conv3d(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null,
                long groups = 1) =>
                Conv3.Call(input, weight, bias, Array(strides, 1), Array(padding, 0), Array(dilation, 1), groups);

            public static Tensor conv3d_padding(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, Padding padding = Padding.Valid,
                long[]? dilation = null, long groups = 1) =>
                Conv3Padded.Call(
                    input, weight, bias, Array(strides, 1), padding == Padding.Same ? "same" : "valid", Array(dilation, 1), groups);

            public static Tensor conv_transpose3d(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null,
                long[]? output_padding = null, long[]? dilation = null, long groups = 1) =>
                Conv3Transposed.Call(
                    input, weight, bias, Array(strides, 1), Array(padding, 0), Array(output_padding, 0), groups, Array(dilation, 1));

            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) => LinearOperator.Call(input, weights, bias);

            private static long[] Array(long? size, long otherwise) => [size ?? otherwise];

            private static long[] Array(long[]? sizes, long otherwise) => sizes ?? [otherwise];
        }
    }
}
