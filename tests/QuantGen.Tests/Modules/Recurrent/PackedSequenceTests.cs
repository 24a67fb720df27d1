using QuantGen.Calibration;
using QuantGen.Modules;
using QuantGen.Quantizers;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.utils;

namespace QuantGen.Tests.Modules.Recurrent;

public sealed class PackedSequenceTests
{
    private static readonly QuantDescriptor Fixed = new() { Amax = [2.5f] };
    private static readonly QuantDescriptor FixedWeight = new() { Amax = [0.5f], NarrowRange = true };

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void EachSequenceGivesWhatItGivesAlone(bool isSorted, bool bidirectional)
    {
        using var scope = NewDisposeScope();
        long[] lengths = isSorted ? [5, 4, 4, 2] : [2, 5, 4, 4];
        using var lstm = nn.LSTM(3, 4, 2, bidirectional: bidirectional);
        using var layer = new QuantLSTM(lstm, new RecurrentOptions(), Fixed, FixedWeight);
        using var gru = nn.GRU(3, 4, bidirectional: bidirectional);
        using var gated = new QuantGRU(gru, new RecurrentOptions(), Fixed, FixedWeight);
        var directions = bidirectional ? 2 : 1;
        var (x, h, c) = (randn(5, 4, 3).requires_grad_(), randn(2 * directions, 4, 4), randn(2 * directions, 4, 4));
        var packed = rnn.pack_padded_sequence(x, tensor(lengths), enforce_sorted: isSorted);
        var (y, hn, cn) = layer.call(packed, (h, c));
        var (padded, found) = rnn.pad_packed_sequence(y);
        Assert.Equal(lengths, found.data<long>().ToArray());
        var (fromGated, state) = gated.call(packed);
        var fromGatedPadded = rnn.pad_packed_sequence(fromGated).Item1;
        padded.square().sum().backward();
        for (var i = 0; i < lengths.Length; i++)
        {
            var alone = x.detach().narrow(0, 0, lengths[i]).narrow(1, i, 1).clone().requires_grad_();
            var (expected, hiddenEnd, cellEnd) = layer.call(alone, (h.narrow(1, i, 1), c.narrow(1, i, 1)));
            expected.square().sum().backward();
            Near(expected, Of(padded, i));
            Near(hiddenEnd, hn.narrow(1, i, 1));
            Near(cellEnd, cn.narrow(1, i, 1));
            Near(alone.grad!, Of(x.grad!, i));
            Near(gated.call(alone).Item1, Of(fromGatedPadded, i));
            Near(gated.call(alone).Item2, state.narrow(1, i, 1));
        }

        Tensor Of(Tensor sequences, int i) => sequences.narrow(0, 0, lengths[i]).narrow(1, i, 1);
    }

    [Fact]
    public void SwitchedOffItIsTorchsOwnLayer()
    {
        using var scope = NewDisposeScope();
        using var lstm = nn.LSTM(3, 4);
        using var layer = new QuantLSTM(lstm, new RecurrentOptions());
        foreach (var (_, quantizer) in layer.Quantizers())
            quantizer.Enabled = false;

        var packed = rnn.pack_padded_sequence(randn(5, 2, 3), tensor(new long[] { 5, 3 }));
        Assert.Equal(Tensors.Floats(lstm.call(packed).Item1.data), Tensors.Floats(layer.call(packed).Item1.data));
    }

    [Fact]
    public void PaddingIsNotCollected()
    {
        using var scope = NewDisposeScope();
        using var gru = nn.GRU(3, 4);
        using var layer = new QuantGRU(gru, new RecurrentOptions());
        var collector = new MaxCollector(null);
        var quantizer = layer.InputQuantizers.Single();
        (quantizer.Collector, quantizer.CalibrationEnabled, quantizer.QuantEnabled) = (collector, true, false);
        layer.QuantizedWeights.Single().Quantizer.Enabled = false;
        var x = full([5, 2, 3], 0.5f);
        x.narrow(0, 3, 2).narrow(1, 1, 1).fill_(100);
        layer.call(rnn.pack_padded_sequence(x, tensor(new long[] { 5, 3 })));
        quantizer.LoadAmax(CalibrationMethod.Max);
        Assert.InRange(quantizer.Amax!.item<float>(), 0.5f, 1);
    }

    private static void Near(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.InRange(Tensors.RelativeDistance(Tensors.Floats(expected), Tensors.Floats(actual)), 0, 1e-5);
    }
}
