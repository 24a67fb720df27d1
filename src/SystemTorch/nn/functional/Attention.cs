using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Operator MaskedFill = new("aten::masked_fill", "Scalar");

            /// <summary>softmax(q kᵀ / sqrt(E) + mask) v, over the last two dimensions.</summary>
            /// <param name="query">(..., L, E).</param>
            /// <param name="key">(..., S, E).</param>
            /// <param name="value">(..., S, Ev).</param>
            /// <param name="attn_mask">Broadcasts to (..., L, S): truth values that let through, or numbers that are added.</param>
            /// <param name="p">The probability with which weights are dropped, also outside of training.</param>
            /// <param name="is_casual">Whether a query sees only keys at its own place and before.</param>
            /// <exception cref="ArgumentException">There are both a mask and <paramref name="is_casual"/>.</exception>
            public static Tensor scaled_dot_product_attention(
                Tensor query, Tensor key, Tensor value, Tensor? attn_mask = null, double p = 0, bool is_casual = false)
            {
                if (is_casual && attn_mask is not null)
                    throw new ArgumentException("Casual attention masking cannot be combined with an explicit mask.", nameof(attn_mask));

                using var scope = NewDisposeScope();
                var mask = is_casual
                    ? torch.ones([query.size(-2), key.size(-2)], ScalarType.Bool, query.device).tril()
                    : attn_mask;

                // The square root on both sides, as PyTorch does it, keeps products of half precision small.
                var scale = Math.Sqrt(1 / Math.Sqrt(query.size(-1)));
                var weights = query.mul(scale).matmul(key.transpose(-2, -1).mul(scale));
                if (mask is not null)
                    weights = mask.dtype == ScalarType.Bool
                        ? MaskedFill.Call(weights, mask.logical_not(), double.NegativeInfinity)
                        : weights.add(mask);
                weights = dropout(softmax(weights, -1), p, training: true);
                return weights.matmul(value).MoveToOuterDisposeScope();
            }
        }
    }
}
