using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly InPlaceOperator DropElements = new("aten::dropout");
            private static readonly InPlaceOperator DropChannels = new("aten::feature_dropout");
            private static readonly Operator Pad = new("aten::pad");
            private static readonly Operator PixelShuffleOperator = new("aten::pixel_shuffle");
            private static readonly Operator OneHot = new("aten::one_hot");

            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                DropElements.Call(inplace, input, p, training);

            public static Tensor dropout2d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                DropChannels.Call(inplace, input, p, training);

            /// <summary>Surrounds the last dimensions: two widths a dimension, the last dimension first.</summary>
            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                Pad.Call(input, pad, Name(mode), value);

            public static Tensor pad(Tensor input, ReadOnlySpan<long> pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                nn.functional.pad(input, pad.ToArray(), mode, value);

            public static Tensor pad(Tensor input, (long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                nn.functional.pad(input, [pad.Item1, pad.Item2], mode, value);

            public static Tensor pad(
                Tensor input, (long, long, long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                nn.functional.pad(input, [pad.Item1, pad.Item2, pad.Item3, pad.Item4], mode, value);

            /// <summary>Surrounds all dimensions, that of the batch included.</summary>
            public static Tensor pad(Tensor input, long pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                nn.functional.pad(input, Modules.Sizes.Repeat(pad, 2 * (int)input.dim()), mode, value);

            public static Tensor pixel_shuffle(Tensor input, long upscale_factor) => PixelShuffleOperator.Call(input, upscale_factor);

            /// <exception cref="ArgumentException">The elements are not Int64.</exception>
            public static Tensor one_hot(Tensor x, long num_classes = -1)
            {
                if (x.dtype != ScalarType.Int64)
                    throw new ArgumentException("OneHot input tensor must have elements of type Int64", nameof(x));

                return OneHot.Call(x, num_classes);
            }

            private static string Name(PaddingModes mode) => mode switch
            {
                PaddingModes.Reflect => "reflect",
                PaddingModes.Replicate => "replicate",
                PaddingModes.Circular => "circular",
                _ => "constant",
            };
        }
    }
}
