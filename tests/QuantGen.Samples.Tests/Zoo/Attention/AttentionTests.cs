using ModelZoo;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Samples.Tests.Zoo.Attention;

public sealed class AttentionTests
{
    [Fact]
    public void Attention_written_out_gives_what_torch_s_operator_does()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        random.manual_seed(1);
        var matmul = new MatmulAttention(width: 24, heads: 3);
        var fused = new FusedAttention(width: 24, heads: 3);
        fused.load_state_dict(matmul.state_dict());

        var x = randn(2, 7, 24);

        Assert.InRange((matmul.call(x) - fused.call(x)).abs().max().item<float>(), 0, 1e-6f);
    }

    [Fact]
    public void A_vision_Transformer_s_attention_gives_what_torch_s_layer_does()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        random.manual_seed(2);
        var own = new VisionAttention(width: 24, heads: 3);
        var torchs = MultiheadAttention(24, 3);
        torchs.load_state_dict(own.state_dict().ToDictionary(
            static entry => entry.Key.Replace("in_proj.", "in_proj_", StringComparison.Ordinal), static entry => entry.Value, StringComparer.Ordinal));

        var x = randn(2, 7, 24);
        var sequenceFirst = x.transpose(0, 1);
        var expected = torchs.call(sequenceFirst, sequenceFirst, sequenceFirst).Item1.transpose(0, 1);

        Assert.InRange((own.call(x) - expected).abs().max().item<float>(), 0, 1e-6f);
    }

    [Fact]
    public void A_width_that_the_heads_cannot_share_is_refused() =>
        Assert.Throws<ArgumentException>(() => new MatmulAttention(width: 10, heads: 4));

    [Fact]
    public void What_stands_behind_the_end_of_a_text_does_not_count()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        random.manual_seed(3);
        var model = new MaskedTextClassifier(vocabulary: 20, classes: 3);
        model.eval();

        var tokens = randint(1, 20, [2, 6]);
        var longer = cat([tokens, randint(1, 20, [2, 4])], dim: 1);
        var mask = cat([ones(2, 6), zeros(2, 4)], dim: 1).to_type(ScalarType.Bool);

        var expected = model.call(tokens, ones(2, 6, dtype: ScalarType.Bool));
        Assert.InRange((model.call(longer, mask) - expected).abs().max().item<float>(), 0, 1e-5f);
    }

    [Fact]
    public void A_sequence_s_order_changes_what_its_encoder_says()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        random.manual_seed(4);
        var model = SequenceEncoder.WithMatmul(new EncoderOptions(Features: 4, Length: 10, Classes: 3));
        model.eval();
        var x = randn(1, 10, 4);

        Assert.False(model.call(x).allclose(model.call(x.flip(1))));
    }

    [Fact]
    public void ViT_B_16_has_torchvision_s_parameters_at_the_size_of_ImageNet()
    {
        using var model = VisionTransformer.B16();

        Assert.Equal(86_567_656, model.parameters().Sum(static parameter => parameter.numel()));
        Assert.Equal([1L, 197L, 768L], model.state_dict()["encoder.pos_embedding"].shape);
        Assert.Equal([2304L, 768L], model.state_dict()["encoder.layers.encoder_layer_11.self_attention.in_proj.weight"].shape);
    }

    [Theory]
    [InlineData(32, 16)]
    [InlineData(17, 16)]
    public void A_picture_of_another_size_than_the_vision_Transformer_s_is_refused(long side, long patch)
    {
        using var scope = NewDisposeScope();
        var options = new VisionTransformerOptions(ImageSize: side, Classes: 2, PatchSize: patch, Width: 8, Heads: 2, Hidden: 8, Depth: 1);

        Assert.Throws<ArgumentException>(() => new VisionTransformer(options).call(randn(1, 3, 48, 48)));
    }
}
