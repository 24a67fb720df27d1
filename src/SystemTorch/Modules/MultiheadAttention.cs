using TorchSharp.Native;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>Attention in several heads side by side, between linear layers, over tensors of (length, batch, width).</summary>
public sealed class MultiheadAttention : Module<Tensor, Tensor, Tensor, Tensor?, bool, Tensor?, Tuple<Tensor, Tensor>>
{
    private static readonly Operator SameValues = new("aten::equal");
    private static readonly Operator MaskedFill = new("aten::masked_fill", "Scalar");

    private readonly long _width;
    private readonly long _heads;
    private readonly double _dropout;
    private readonly bool _addZeroAttention;

    internal MultiheadAttention(
        long embedded_dim, long num_heads, double dropout, bool bias, bool add_bias_kv, bool add_zero_attn, long kdim, long vdim)
        : base("torch::nn::MultiheadAttentionImpl")
    {
        if (embedded_dim / num_heads * num_heads != embedded_dim)
            throw new ArgumentException("embed_dim must be divisible by num_heads", nameof(num_heads));

        (_width, _heads, _dropout, _addZeroAttention) = (embedded_dim, num_heads, dropout, add_zero_attn);
        if (kdim == embedded_dim && vdim == embedded_dim)
        {
            Register("in_proj_weight", init.xavier_uniform_(empty([3 * embedded_dim, embedded_dim])));
        }
        else
        {
            Register("q_proj_weight", init.xavier_uniform_(empty([embedded_dim, embedded_dim])));
            Register("k_proj_weight", init.xavier_uniform_(empty([embedded_dim, kdim])));
            Register("v_proj_weight", init.xavier_uniform_(empty([embedded_dim, vdim])));
        }

        if (bias)
            Register("in_proj_bias", zeros([3 * embedded_dim]));
        if (add_bias_kv)
        {
            Register("bias_k", init.xavier_normal_(empty([1, 1, embedded_dim])));
            Register("bias_v", init.xavier_normal_(empty([1, 1, embedded_dim])));
        }

        Register("out_proj.weight", init.kaiming_uniform_(empty([embedded_dim, embedded_dim]), Math.Sqrt(5)));
        if (bias)
            Register("out_proj.bias", zeros([embedded_dim]));
    }

    /// <summary>The attended values, and the weights averaged over the heads where they are wanted.</summary>
    /// <param name="query">(L, N, E).</param>
    /// <param name="key">(S, N, kdim).</param>
    /// <param name="value">(S, N, vdim).</param>
    /// <param name="key_padding_mask">(N, S), true for keys that are left out; null for none.</param>
    /// <param name="need_weights">Whether the weights are returned; otherwise the second item is invalid.</param>
    /// <param name="attn_mask">(L, S), added to the products; null for none.</param>
    public override Tuple<Tensor, Tensor> forward(
        Tensor query, Tensor key, Tensor value, Tensor? key_padding_mask, bool need_weights, Tensor? attn_mask)
    {
        using var scope = NewDisposeScope();
        var (length, batch) = (query.size(0), query.size(1));
        var (q, k, v) = Project(query, key, value);
        q = q.mul(1 / Math.Sqrt(_width / _heads));
        if (Own("bias_k") is { } extraKey && Own("bias_v") is { } extraValue)
        {
            k = cat([k, extraKey.repeat(1, batch, 1)]);
            v = cat([v, extraValue.repeat(1, batch, 1)]);
            (attn_mask, key_padding_mask) = (WithColumn(attn_mask), WithColumn(key_padding_mask));
        }

        (q, k, v) = (Heads(q, batch), Heads(k, batch), Heads(v, batch));
        if (_addZeroAttention)
        {
            k = cat([k, zeros([k.size(0), 1, k.size(2)], k.dtype, k.device)], 1);
            v = cat([v, zeros([v.size(0), 1, v.size(2)], v.dtype, v.device)], 1);
            (attn_mask, key_padding_mask) = (WithColumn(attn_mask), WithColumn(key_padding_mask));
        }

        var weights = q.bmm(k.transpose(1, 2));
        if (attn_mask is not null)
            weights = weights.add(attn_mask.unsqueeze(0));
        if (key_padding_mask is not null)
        {
            var apart = weights.view(batch, _heads, length, -1);
            var leftOut = key_padding_mask.unsqueeze(1).unsqueeze(2);
            weights = MaskedFill.Call(apart, leftOut, double.NegativeInfinity).view(batch * _heads, length, -1);
        }

        weights = functional.dropout(functional.softmax(weights, -1), _dropout, training);
        var together = weights.bmm(v).transpose(0, 1).contiguous().view(length, batch, _width);
        var output = functional.linear(together, Own("out_proj.weight")!, Own("out_proj.bias")).MoveToOuterDisposeScope();
        return new(
            output,
            need_weights
                ? weights.view(batch, _heads, length, -1).sum(1).div(_heads).MoveToOuterDisposeScope()
                : new Tensor(0));
    }

    public new Tuple<Tensor, Tensor> call(
        Tensor query, Tensor key, Tensor value, Tensor? key_padding_mask = null, bool need_weights = true, Tensor? attn_mask = null) =>
        base.call(query, key, value, key_padding_mask, need_weights, attn_mask);

    private static Tensor? WithColumn(Tensor? mask) =>
        mask is null ? null : cat([mask, zeros([mask.size(0), 1], mask.dtype, mask.device)], 1);

    private Tensor Heads(Tensor tensor, long batch) =>
        tensor.contiguous().view(-1, batch * _heads, _width / _heads).transpose(0, 1);

    private (Tensor Query, Tensor Key, Tensor Value) Project(Tensor query, Tensor key, Tensor value)
    {
        var bias = Own("in_proj_bias");
        if (Own("in_proj_weight") is not { } weight)
        {
            return (
                functional.linear(query, Own("q_proj_weight")!, Part(bias, 0, 1)),
                functional.linear(key, Own("k_proj_weight")!, Part(bias, 1, 2)),
                functional.linear(value, Own("v_proj_weight")!, Part(bias, 2, 3)));
        }

        var sameSource = SameValues.CallBool(key, value);
        if (sameSource && SameValues.CallBool(query, key))
        {
            var all = functional.linear(query, weight, bias).chunk(3, -1);
            return (all[0], all[1], all[2]);
        }

        var q = functional.linear(query, Part(weight, 0, 1)!, Part(bias, 0, 1));
        if (sameSource)
        {
            var both = functional.linear(key, Part(weight, 1, 3)!, Part(bias, 1, 3)).chunk(2, -1);
            return (q, both[0], both[1]);
        }

        return (
            q,
            functional.linear(key, Part(weight, 1, 2)!, Part(bias, 1, 2)),
            functional.linear(value, Part(weight, 2, 3)!, Part(bias, 2, 3)));
    }

    private Tensor? Part(Tensor? stacked, int first, int end) => stacked?.slice(0, first * _width, end * _width, 1);

    private Parameter? Own(string name) => _internal_params.TryGetValue(name, out var parameter) ? parameter : null;

    private void Register(string name, Tensor start) =>
        register_parameter(name, (Parameter)new Parameter(start).DetachFromDisposeScope());
}
