using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace SystemTorch.Tests.Layers;

/// <summary>Sequences are compared with the published equations, step by step, in the layer's own weights.</summary>
public sealed class RecurrentTests : IDisposable
{
    private const int Steps = 5;
    private const int Batch = 2;
    private const int Width = 3;
    private const int Hidden = 4;

    private readonly DisposeScope _scope = NewDisposeScope();

    public RecurrentTests() => manual_seed(11);

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void LongShortTermMemoryIsItsEquations()
    {
        using var lstm = LSTM(Width, Hidden);
        var weights = lstm.state_dict();
        var input = randn(Steps, Batch, Width);
        var (h, c) = (zeros(Batch, Hidden), zeros(Batch, Hidden));
        for (var t = 0; t < Steps; t++)
        {
            var gates = Sums(weights, input[t], h).chunk(4, 1);
            c = sigmoid(gates[1]) * c + sigmoid(gates[0]) * gates[2].tanh();
            h = sigmoid(gates[3]) * c.tanh();
        }

        var (output, lastHidden, lastCell) = lstm.call(input);

        Assert.Equal([Steps, Batch, Hidden], output.shape);
        Assert.True(output[Steps - 1].allclose(h, 1e-5, 1e-6));
        Assert.True(lastHidden[0].allclose(h, 1e-5, 1e-6));
        Assert.True(lastCell[0].allclose(c, 1e-5, 1e-6));
    }

    [Fact]
    public void AGatedUnitIsItsEquations()
    {
        using var gru = GRU(Width, Hidden);
        var weights = gru.state_dict();
        var input = randn(Steps, Batch, Width);
        var h = zeros(Batch, Hidden);
        for (var t = 0; t < Steps; t++)
        {
            var fromInput = F.linear(input[t], weights["weight_ih_l0"], weights["bias_ih_l0"]).chunk(3, 1);
            var fromState = F.linear(h, weights["weight_hh_l0"], weights["bias_hh_l0"]).chunk(3, 1);
            var update = sigmoid(fromInput[1] + fromState[1]);
            var next = (fromInput[2] + sigmoid(fromInput[0] + fromState[0]) * fromState[2]).tanh();
            h = (1 - update) * next + update * h;
        }

        var (output, state) = gru.call(input);

        Assert.True(output[Steps - 1].allclose(h, 1e-5, 1e-6));
        Assert.True(state[0].allclose(h, 1e-5, 1e-6));
    }

    [Theory]
    [InlineData(NonLinearities.Tanh)]
    [InlineData(NonLinearities.ReLU)]
    public void APlainUnitIsItsEquation(NonLinearities nonLinearity)
    {
        using var rnn = RNN(Width, Hidden, nonLinearity: nonLinearity);
        var weights = rnn.state_dict();
        var input = randn(Steps, Batch, Width);
        var h = randn(Batch, Hidden);
        var start = h.unsqueeze(0);
        for (var t = 0; t < Steps; t++)
        {
            var sums = Sums(weights, input[t], h);
            h = nonLinearity == NonLinearities.ReLU ? sums.relu() : sums.tanh();
        }

        Assert.True(rnn.call(input, start).Item2[0].allclose(h, 1e-5, 1e-6));
    }

    [Fact]
    public void CellsAreOneStepOfTheirSequences()
    {
        using var lstm = LSTM(Width, Hidden);
        using var lstmCell = LSTMCell(Width, Hidden);
        using var gru = GRU(Width, Hidden);
        using var gruCell = GRUCell(Width, Hidden);
        using var rnn = RNN(Width, Hidden, nonLinearity: NonLinearities.ReLU);
        using var rnnCell = RNNCell(Width, Hidden, NonLinearities.ReLU);
        foreach (var (sequence, cell) in new (Module, Module)[] { (lstm, lstmCell), (gru, gruCell), (rnn, rnnCell) })
            cell.load_state_dict(sequence.state_dict().ToDictionary(static entry => entry.Key[..^"_l0".Length], static entry => entry.Value));

        var input = randn(1, Batch, Width);
        var (h, c) = (randn(Batch, Hidden), randn(Batch, Hidden));

        var (lstmHidden, lstmState) = lstmCell.call(input[0], (h, c));
        var (_, sequenceHidden, sequenceState) = lstm.call(input, (h.unsqueeze(0), c.unsqueeze(0)));
        Assert.True(lstmHidden.allclose(sequenceHidden[0], 1e-5, 1e-6));
        Assert.True(lstmState.allclose(sequenceState[0], 1e-5, 1e-6));
        Assert.True(lstmCell.call(input[0]).Item1.allclose(lstm.call(input).Item2[0], 1e-5, 1e-6));
        Assert.True(gruCell.call(input[0], h).allclose(gru.call(input, h.unsqueeze(0)).Item2[0], 1e-5, 1e-6));
        Assert.True(rnnCell.call(input[0], h).allclose(rnn.call(input, h.unsqueeze(0)).Item2[0], 1e-5, 1e-6));
    }

    [Fact]
    public void LayersAndDirectionsHaveTorchsNamesInTorchsOrder()
    {
        using var lstm = LSTM(Width, Hidden, numLayers: 2, bidirectional: true, bias: false);

        Assert.Equal(
            [
                "weight_ih_l0", "weight_hh_l0", "weight_ih_l0_reverse", "weight_hh_l0_reverse",
                "weight_ih_l1", "weight_hh_l1", "weight_ih_l1_reverse", "weight_hh_l1_reverse",
            ],
            lstm.state_dict().Keys);
        Assert.Equal([4 * Hidden, 2 * Hidden], lstm.get_parameter("weight_ih_l1")!.shape);
        Assert.All(lstm.parameters(), static weight => Assert.InRange(weight.abs().max().item<float>(), 0.01f, 0.5f));
    }

    [Fact]
    public void BatchFirstSwapsTheFirstTwoDimensions()
    {
        using var sequenceFirst = GRU(Width, Hidden, bidirectional: true);
        using var batchFirst = GRU(Width, Hidden, bidirectional: true, batchFirst: true);
        batchFirst.load_state_dict(sequenceFirst.state_dict());
        var input = randn(Steps, Batch, Width);

        var (expected, expectedState) = sequenceFirst.call(input);
        var (output, state) = batchFirst.call(input.transpose(0, 1));

        Assert.Equal([Batch, Steps, 2 * Hidden], output.shape);
        Assert.True(output.transpose(0, 1).allclose(expected, 1e-5, 1e-6));
        Assert.True(state.allclose(expectedState, 1e-5, 1e-6));
    }

    [Fact]
    public void DropoutActsBetweenLayersInTrainingOnly()
    {
        using var lstm = LSTM(Width, Hidden, numLayers: 2, dropout: 0.5);
        var input = randn(Steps, Batch, Width);

        Assert.False(lstm.call(input).Item1.allclose(lstm.call(input).Item1));
        lstm.eval();
        Near.Same(lstm.call(input).Item1, lstm.call(input).Item1);
    }

    [Fact]
    public void GradientsReachTheWeightsAfterAConversion()
    {
        using var lstm = LSTM(2, 2).to(ScalarType.Float64);
        var sum = lstm.call(randn(3, 1, 2, dtype: ScalarType.Float64)).Item1.sum();
        sum.backward();

        Assert.All(lstm.parameters(), static weight => Assert.Equal(weight.shape, weight.grad!.shape));
    }

    private static Tensor Sums(Dictionary<string, Tensor> weights, Tensor input, Tensor state) =>
        F.linear(input, weights["weight_ih_l0"], weights["bias_ih_l0"]) + F.linear(state, weights["weight_hh_l0"], weights["bias_hh_l0"]);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void PackedSequencesGiveWhatEachSequenceGivesAlone(bool isSorted)
    {
        using var lstm = LSTM(Width, Hidden, bidirectional: true);
        using var gru = GRU(Width, Hidden);
        long[] lengths = isSorted ? [5, 3, 2] : [2, 5, 3];
        var (x, h, c) = (randn(Steps, 3, Width), randn(2, 3, Hidden), randn(2, 3, Hidden));
        var packed = utils.rnn.pack_padded_sequence(x, tensor(lengths), enforce_sorted: isSorted);
        Assert.Equal([3L, 3, 2, 1, 1], packed.batch_sizes.data<long>().ToArray());
        var (y, hn, cn) = lstm.call(packed, (h, c));
        var (padded, found) = utils.rnn.pad_packed_sequence(y);
        var (fromGru, state) = gru.call(packed);
        Assert.Equal(lengths, found.data<long>().ToArray());
        for (var i = 0; i < lengths.Length; i++)
        {
            var alone = x.narrow(0, 0, lengths[i]).narrow(1, i, 1);
            var (expected, hiddenEnd, cellEnd) = lstm.call(alone, (h.narrow(1, i, 1).contiguous(), c.narrow(1, i, 1).contiguous()));
            Close(expected, padded.narrow(0, 0, lengths[i]).narrow(1, i, 1));
            Close(hiddenEnd, hn.narrow(1, i, 1));
            Close(cellEnd, cn.narrow(1, i, 1));
            Close(gru.call(alone).Item1, utils.rnn.pad_packed_sequence(fromGru).Item1.narrow(0, 0, lengths[i]).narrow(1, i, 1));
            Close(gru.call(alone).Item2, state.narrow(1, i, 1));
        }

        var (batchFirst, _) = utils.rnn.pad_packed_sequence(y, batch_first: true, padding_value: 7, total_length: 6);
        Assert.Equal([3, 6, 2 * Hidden], batchFirst.shape);
        Assert.Equal(7, batchFirst[0][5][0].item<float>());
    }

    [Fact]
    public void SequencesThatAreNotSortedAreRefusedWhereTheyMustBe() => Assert.Throws<System.Runtime.InteropServices.ExternalException>(
        static () => utils.rnn.pack_padded_sequence(randn(Steps, 2, Width), tensor(new long[] { 2, 5 })));

    private static void Close(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Near.Equal(0, (expected - actual).abs().max().item<float>(), 1e-6);
    }
}
