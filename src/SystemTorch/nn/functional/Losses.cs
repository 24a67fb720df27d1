using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private const long NothingIgnored = -100;

            private static readonly Operator CrossEntropy = new("aten::cross_entropy_loss");
            private static readonly Operator NllLoss = new("aten::nll_loss_nd");
            private static readonly Operator BinaryCrossEntropy = new("aten::binary_cross_entropy");
            private static readonly Operator BinaryCrossEntropyWithLogits = new("aten::binary_cross_entropy_with_logits");
            private static readonly Operator MseLoss = new("aten::mse_loss");
            private static readonly Operator L1LossOperator = new("aten::l1_loss");
            private static readonly Operator SmoothL1 = new("aten::smooth_l1_loss");
            private static readonly Operator KlDivergence = new("aten::kl_div");
            private static readonly Operator Broadcast = new("aten::broadcast_tensors");

            public static Tensor cross_entropy(
                Tensor input, Tensor target, Tensor? weight = null, long ignore_index = NothingIgnored,
                Reduction reduction = Reduction.Mean, double label_smoothing = 0) =>
                CrossEntropy.Call(input, target, weight, (long)reduction, ignore_index, label_smoothing);

            public static Tensor nll_loss(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                NllLoss.Call(input, target, weight, (long)reduction, NothingIgnored);

            public static Tensor binary_cross_entropy(
                Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                BinaryCrossEntropy.Call(input, target, weight, (long)reduction);

            public static Tensor binary_cross_entropy_with_logits(
                Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? pos_weights = null) =>
                BinaryCrossEntropyWithLogits.Call(input, target, weight, pos_weights, (long)reduction);

            public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean)
            {
                using var pair = new Pair(input, target);
                return MseLoss.Call(pair.Input, pair.Target, (long)reduction);
            }

            public static Tensor l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                L1LossOperator.Call(input, target, (long)reduction);

            public static Tensor smooth_l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double beta = 1)
            {
                using var pair = new Pair(input, target);
                return SmoothL1.Call(pair.Input, pair.Target, (long)reduction, beta);
            }

            public static Tensor kl_div(Tensor input, Tensor target, bool log_target = true, Reduction reduction = Reduction.Mean) =>
                KlDivergence.Call(input, target, (long)reduction, log_target);

            /// <summary>Input and target of one shape, which the gradients of some losses need.</summary>
            private readonly ref struct Pair
            {
                private readonly Tensor[] _views;

                internal Pair(Tensor input, Tensor target)
                {
                    _views = Broadcast.CallMany((Tensor[])[input, target]);
                }

                internal Tensor Input => _views[0];

                internal Tensor Target => _views[1];

                internal void Dispose()
                {
                    foreach (var view in _views)
                        view.Dispose();
                }
            }
        }
    }
}
