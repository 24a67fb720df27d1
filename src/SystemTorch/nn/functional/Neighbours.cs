using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Operator PixelUnshuffleOperator = new("aten::pixel_unshuffle");
            private static readonly Operator BilinearOperator = new("aten::bilinear");

            /// <summary>x / (k + alpha m)^beta, where m is the mean square of the channels around.</summary>
            public static Tensor local_response_norm(Tensor input, long size, double alpha = 0.0001, double beta = 0.75, double k = 1)
            {
                using var scope = NewDisposeScope();
                var squares = input.mul(input).reshape(input.size(0), 1, input.size(1), -1);
                var means = avg_pool2d(pad(squares, new[] { 0, 0, size / 2, (size - 1) / 2 }), [size, 1], [1, 1]);
                return (input / means.reshape(input.shape).mul(alpha).add(k).pow(beta)).MoveToOuterDisposeScope();
            }

            public static Tensor pixel_unshuffle(Tensor input, long downscale_factor) => PixelUnshuffleOperator.Call(input, downscale_factor);

            public static Tensor bilinear(Tensor input1, Tensor input2, Tensor weight, Tensor? bias = null) =>
                BilinearOperator.Call(input1, input2, weight, bias);
        }
    }
}
