using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly InPlaceOperator DropToLimit = new("aten::alpha_dropout");
            private static readonly InPlaceOperator DropChannelsToLimit = new("aten::feature_alpha_dropout");

            public static Tensor dropout1d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                DropChannels.Call(inplace, input, p, training);

            public static Tensor dropout3d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                DropChannels.Call(inplace, input, p, training);

            public static Tensor alpha_dropout(Tensor input, double p = 0.5, bool training = false, bool inplace = false) =>
                DropToLimit.Call(inplace, input, p, training);

            public static Tensor feature_alpha_dropout(Tensor input, double p = 0.5, bool training = false, bool inplace = false) =>
                DropChannelsToLimit.Call(inplace, input, p, training);
        }
    }
}
