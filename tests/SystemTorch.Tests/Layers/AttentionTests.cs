using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace SystemTorch.Tests.Layers;

public sealed class AttentionTests : IDisposable
{
    private const int Length = 4;
    private const int Batch = 2;
    private const int Width = 6;
    private const int Heads = 3;

    private readonly DisposeScope _scope = NewDisposeScope();

    public AttentionTests() => manual_seed(7);

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void ScaledProductsAreSoftmaxOverKeys()
    {
        var (q, k, v) = (randn(2, 3, 8), randn(2, 5, 8), randn(2, 5, 7));

        var expected = F.softmax(q.matmul(k.transpose(1, 2)) / Math.Sqrt(8), 2).matmul(v);

        Assert.True(F.scaled_dot_product_attention(q, k, v).allclose(expected, 1e-5, 1e-6));
    }

    [Fact]
    public void MasksOfTruthValuesLetThroughAndMasksOfNumbersAreAdded()
    {
        var (q, k, v) = (randn(3, 8), randn(3, 8), randn(3, 8));
        var seen = ones(new long[] { 3, 3 }, ScalarType.Bool).tril();
        var added = zeros(3, 3).masked_fill(seen.logical_not(), float.NegativeInfinity);

        var causal = F.scaled_dot_product_attention(q, k, v, is_casual: true);

        Near.Same(causal, F.scaled_dot_product_attention(q, k, v, seen));
        Near.Same(causal, F.scaled_dot_product_attention(q, k, v, added));
        Assert.True(causal[0].allclose(v[0], 1e-5, 1e-6));
        Assert.Throws<ArgumentException>(() => F.scaled_dot_product_attention(q, k, v, seen, is_casual: true));
    }

    [Fact]
    public void HeadsAreAttentionInSlicesBetweenLinearLayers()
    {
        using var attention = MultiheadAttention(Width, Heads);
        var weights = attention.state_dict();
        Assert.Equal(["in_proj_weight", "in_proj_bias", "out_proj.weight", "out_proj.bias"], weights.Keys);
        init.uniform_(weights["in_proj_bias"]);
        init.uniform_(weights["out_proj.bias"]);
        var (query, memory) = (randn(Length, Batch, Width), randn(Length + 1, Batch, Width));

        var (output, shares) = attention.call(query, memory, memory);

        var q = Split(F.linear(query, weights["in_proj_weight"][..Width], weights["in_proj_bias"][..Width]));
        var k = Split(F.linear(memory, weights["in_proj_weight"][Width..(2 * Width)], weights["in_proj_bias"][Width..(2 * Width)]));
        var v = Split(F.linear(memory, weights["in_proj_weight"][(2 * Width)..], weights["in_proj_bias"][(2 * Width)..]));
        var together = F.scaled_dot_product_attention(q, k, v).permute(2, 0, 1, 3).reshape(Length, Batch, Width);
        Assert.True(output.allclose(F.linear(together, weights["out_proj.weight"], weights["out_proj.bias"]), 1e-5, 1e-6));
        Assert.Equal([Batch, Length, Length + 1], shares.shape);
        Assert.True(shares.sum(2).allclose(ones(Batch, Length), 1e-5, 1e-6));
    }

    [Fact]
    public void OneSourceOrThreeGiveTheSame()
    {
        using var attention = MultiheadAttention(Width, Heads);
        var x = randn(Length, Batch, Width);
        var almost = x + 1e-7;

        var self = attention.call(x, x, x, need_weights: false);

        Assert.True(self.Item2.IsInvalid);
        Assert.True(self.Item1.allclose(attention.call(x, almost, almost).Item1, 1e-4, 1e-5));
        Assert.True(self.Item1.allclose(attention.call(x, almost, x).Item1, 1e-4, 1e-5));
    }

    [Fact]
    public void KeysOfOtherWidthsHaveWeightsOfTheirOwn()
    {
        using var attention = MultiheadAttention(Width, Heads, bias: false, kdim: 5, vdim: 5);

        Assert.Equal(["q_proj_weight", "k_proj_weight", "v_proj_weight", "out_proj.weight"], attention.state_dict().Keys);
        var (output, _) = attention.call(randn(Length, Batch, Width), randn(3, Batch, 5), randn(3, Batch, 5));
        Assert.Equal([Length, Batch, Width], output.shape);
    }

    [Fact]
    public void PaddedKeysAndMaskedPlacesGetNoShare()
    {
        using var attention = MultiheadAttention(Width, Heads);
        var x = randn(Length, Batch, Width);
        var padding = zeros(new long[] { Batch, Length }, ScalarType.Bool);
        padding[1, 3] = true;
        var future = full(new long[] { Length, Length }, float.NegativeInfinity).triu(1);

        var shares = attention.call(x, x, x, padding, attn_mask: future).Item2;

        Near.Equal([0, 0, 0, 0], shares[1, TensorIndex.Colon, 3]);
        Near.Equal([1, 0, 0, 0], shares[0, 0]);
    }

    [Fact]
    public void ExtraKeysTakeAShare()
    {
        using var attention = MultiheadAttention(Width, Heads, add_bias_kv: true, add_zero_attn: true);
        var x = randn(Length, Batch, Width);
        var nothingPadded = zeros(new long[] { Batch, Length }, ScalarType.Bool);

        var shares = attention.call(x, x, x, nothingPadded, attn_mask: zeros(Length, Length)).Item2;

        Assert.Equal(
            ["in_proj_weight", "in_proj_bias", "bias_k", "bias_v", "out_proj.weight", "out_proj.bias"], attention.state_dict().Keys);
        Assert.Equal([Batch, Length, Length + 2], shares.shape);
        Assert.True(shares.gt(0).all().item<bool>());
    }

    [Fact]
    public void HeadsMustDivideTheWidth() => Assert.Throws<ArgumentException>(static () => MultiheadAttention(7, 2));

    private static Tensor Split(Tensor tensor) => tensor.reshape(tensor.size(0), Batch, Heads, Width / Heads).permute(1, 2, 0, 3);
}
