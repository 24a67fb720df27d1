using QuantGen.Modules;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Modules;

/// <summary>Layers whose options TorchSharp hides are copied with options that are told.</summary>
public sealed class HiddenLayerCopyTests : IDisposable
{
    // Of a probability in between no two calls draw the same: tests beside this one use the same generator.
    private const double DropsAll = 1;

    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly LayerConverter _layers = new(Granularity.PerChannel);

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void AnEmbeddingIsCopiedWithItsGradients()
    {
        var layer = Embedding(5, 3, padding_idx: -2, max_norm: 0.5, norm_type: 1, scale_grad_by_freq: true);
        var options = new EmbeddingOptions { PaddingIndex = -2, MaxNorm = 0.5, NormType = 1, ScaleGradByFreq = true };
        var indices = tensor(new long[] { 1, 1, 3, 4 });

        var copy = _layers.Copy(layer, options);

        SameState(layer, copy);
        Same(layer.call(indices), copy.call(indices));
        SameState(layer, copy);
        layer.call(indices).square().sum().backward();
        copy.call(indices).square().sum().backward();
        Same(layer.weight!.grad!, copy.weight!.grad!);
        Assert.Same(copy, _layers.Copy(layer, options));
    }

    [Fact]
    public void AFrozenTableStaysFrozenInItsType()
    {
        var layer = Embedding_from_pretrained(randn(4, 2, dtype: ScalarType.Float64), dtype: ScalarType.Float64);

        var copy = _layers.Copy(layer, new EmbeddingOptions());

        Assert.False(copy.weight!.requires_grad);
        SameState(layer, copy);
    }

    [Fact]
    public void ABagIsCopied()
    {
        var layer = EmbeddingBag(5, 3, mode: EmbeddingBagMode.Sum, include_last_offset: true, padding_index: 1);
        var copy = _layers.Copy(
            layer, new EmbeddingBagOptions { Mode = EmbeddingBagMode.Sum, IncludeLastOffset = true, PaddingIndex = 1 });

        var (indices, offsets) = (tensor(new long[] { 0, 1, 2, 4 }), tensor(new long[] { 0, 3, 4 }));
        SameState(layer, copy);
        Same(layer.call(indices, offsets), copy.call(indices, offsets));
    }

    [Theory]
    [InlineData(1, true, false, false)]
    [InlineData(3, false, true, true)]
    [InlineData(2, true, true, true)]
    public void RecurrentLayersAreCopied(long layers, bool bias, bool bidirectional, bool batchFirst)
    {
        var dropout = layers == 1 ? 0 : DropsAll;
        var options = new RecurrentOptions { BatchFirst = batchFirst, Dropout = dropout };
        var input = randn(4, 3, 5);

        var lstm = LSTM(5, 2, layers, bias, batchFirst, dropout, bidirectional);
        var lstmCopy = _layers.Copy(lstm, options);
        SameState(lstm, lstmCopy);
        var (expected, actual) = (lstm.call(input), lstmCopy.call(input));
        Same(expected.Item1, actual.Item1);
        Same(expected.Item2, actual.Item2);
        Same(expected.Item3, actual.Item3);

        var gru = GRU(5, 2, layers, bias, batchFirst, dropout, bidirectional);
        var gruCopy = _layers.Copy(gru, options);
        SameState(gru, gruCopy);
        SamePair((gru.call(input), gruCopy.call(input)));

        var rnn = RNN(5, 2, layers, NonLinearities.ReLU, bias, batchFirst, dropout, bidirectional);
        var rnnCopy = _layers.Copy(
            rnn, new RnnOptions { NonLinearity = NonLinearities.ReLU, BatchFirst = batchFirst, Dropout = dropout });
        SameState(rnn, rnnCopy);
        SamePair((rnn.call(input), rnnCopy.call(input)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void CellsAreCopied(bool bias)
    {
        var (input, states) = (randn(3, 5), (randn(3, 2), randn(3, 2)));
        var lstm = LSTMCell(5, 2, bias);
        var lstmCopy = _layers.Copy(lstm);
        SameState(lstm, lstmCopy);
        SamePair((lstm.call(input, states), lstmCopy.call(input, states)));

        var gru = GRUCell(5, 2, bias);
        var gruCopy = _layers.Copy(gru);
        SameState(gru, gruCopy);
        Same(gru.forward(input), gruCopy.forward(input));

        var rnn = RNNCell(5, 2, NonLinearities.ReLU, bias);
        var rnnCopy = _layers.Copy(rnn, new RnnCellOptions { NonLinearity = NonLinearities.ReLU });
        SameState(rnn, rnnCopy);
        Same(rnn.forward(input), rnnCopy.forward(input));
    }

    [Theory]
    [InlineData(true, false, null, null, false)]
    [InlineData(false, true, 3L, 3L, true)]
    [InlineData(true, true, null, null, true)]
    public void AttentionIsCopied(bool bias, bool addBias, long? kdim, long? vdim, bool addZero)
    {
        var layer = MultiheadAttention(6, 2, DropsAll, bias, addBias, addZero, kdim, vdim);
        var options = new MultiheadAttentionOptions { NumHeads = 2, Dropout = DropsAll, AddZeroAttn = addZero };

        var copy = _layers.Copy(layer, options);

        SameState(layer, copy);
        var (query, key) = (randn(4, 1, 6), randn(5, 1, kdim ?? 6));
        var (expected, actual) = (layer.call(query, key, key), copy.call(query, key, key));
        Same(expected.Item1, actual.Item1);
        Same(expected.Item2, actual.Item2);
    }

    [Fact]
    public void TheTrainingModeIsCopied()
    {
        var layer = LSTM(2, 2, 2, dropout: 0.5);
        layer.eval();

        Assert.False(_layers.Copy(layer, new RecurrentOptions { Dropout = 0.5 }).training);
    }

    [Fact]
    public void OptionsThatDoNotFitAreRefused()
    {
        var heads = Assert.Throws<LayerConversionException>(
            () => _layers.Copy(MultiheadAttention(6, 2), new MultiheadAttentionOptions { NumHeads = 4 }));
        Assert.Contains("width 6 cannot have 4 heads", heads.Message, StringComparison.Ordinal);
        var padding = Assert.Throws<LayerConversionException>(
            () => _layers.Copy(Embedding(3, 2), new EmbeddingOptions { PaddingIndex = 3 }));
        Assert.Contains("3 rows has no row 3", padding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutOptionsTheyCannotBeCopied()
    {
        Module[] hidden =
        [
            Embedding(2, 2), EmbeddingBag(2, 2), LSTM(2, 2), GRU(2, 2), RNN(2, 2), RNNCell(2, 2), MultiheadAttention(2, 1),
        ];
        foreach (var layer in hidden)
        {
            var error = Assert.Throws<LayerConversionException>(() => _layers.Copy(layer));
            Assert.Contains(layer.GetType().Name, error.Message, StringComparison.Ordinal);
            Assert.Contains("[KeepFloat]", error.Message, StringComparison.Ordinal);
        }

        Assert.Throws<LayerConversionException>(() => _layers.Convert(Sequential(("table", Embedding(2, 2)))));
    }

    [Fact]
    public void NothingGivesNothing()
    {
        Assert.Null(_layers.Copy((Embedding?)null, new EmbeddingOptions()));
        Assert.Null(_layers.Copy((LSTM?)null, new RecurrentOptions()));
        Assert.Null(_layers.Copy((MultiheadAttention?)null, new MultiheadAttentionOptions { NumHeads = 1 }));
    }

    private static void SamePair(((Tensor, Tensor) Expected, (Tensor, Tensor) Actual) pair)
    {
        Same(pair.Expected.Item1, pair.Actual.Item1);
        Same(pair.Expected.Item2, pair.Actual.Item2);
    }

    private static void SameState(Module expected, Module actual)
    {
        Assert.Equal(expected.state_dict().Keys, actual.state_dict().Keys);
        foreach (var (name, value) in expected.state_dict())
            Same(value, actual.state_dict()[name]);
    }

    private static void Same(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.Equal(expected.dtype, actual.dtype);
        Assert.True(expected.eq(actual).all().item<bool>(), "the tensors differ");
    }
}
