using QuantGen.Graph;
using QuantGen.Modules;
using QuantGen.Tests.Modules.Recurrent;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Graph.Layers;

public sealed class RecurrentTests
{
    // ONNX orders gates and sums products otherwise than torch's operator does.
    private const double Float = 1e-6;

    public static TheoryData<bool, int, bool, bool, bool> Settings
    {
        get
        {
            var data = new TheoryData<bool, int, bool, bool, bool>();
            for (var i = 0; i < 32; i++)
                data.Add((i & 1) != 0, (i & 2) != 0 ? 2 : 1, (i & 4) != 0, (i & 8) != 0, (i & 16) != 0);

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void AFloatLayerAndItsGraphAreTheSame(bool isLstm, int layers, bool bidirectional, bool batchFirst, bool bias)
    {
        using var scope = NewDisposeScope();
        using var recurrent = new RecurrentCase(isLstm, layers, bidirectional, batchFirst, bias, dropout: 0.5);
        var (input, start) = (RecurrentCase.Input(batchFirst: batchFirst), recurrent.Start());

        var traced = (TracedLayers.Run(recurrent.Float, input), TracedLayers.Run(recurrent.Float, [input, .. start]));
        recurrent.Float.eval();

        TracedLayers.AssertSame(recurrent.Run(recurrent.Float, input), traced.Item1, Float);
        TracedLayers.AssertSame(recurrent.Run(recurrent.Float, input, start), traced.Item2, Float);
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void AQuantizedLayerAndItsGraphAreTheSameBitForBit(bool isLstm, int layers, bool bidirectional, bool batchFirst, bool bias)
    {
        using var scope = NewDisposeScope();
        using var recurrent = new RecurrentCase(isLstm, layers, bidirectional, batchFirst, bias, dropout: 0.5);
        SetRanges(recurrent.Quantizers);
        var (input, start) = (RecurrentCase.Input(batchFirst: batchFirst), recurrent.Start());

        var traced = (TracedLayers.Run(recurrent.Quantized, input), TracedLayers.Run(recurrent.Quantized, [input, .. start]));
        recurrent.Quantized.eval();
        using var noGradient = no_grad();

        TracedLayers.AssertSame(recurrent.Run(recurrent.Quantized, input), traced.Item1);
        TracedLayers.AssertSame(recurrent.Run(recurrent.Quantized, input, start), traced.Item2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ALayerWhoseQuantizersAreOffIsTheFloatLayer(bool isLstm)
    {
        using var scope = NewDisposeScope();
        using var recurrent = new RecurrentCase(isLstm);
        recurrent.Switch(enabled: false);
        var input = RecurrentCase.Input();

        using var graph = TracedLayers.Graph(recurrent.Quantized, input);

        Assert.Contains(graph.Nodes, node => node.Operation == (isLstm ? "LSTM" : "GRU"));
        TracedLayers.AssertSame(recurrent.Run(recurrent.Quantized, input), TracedLayers.Run(recurrent.Quantized, input), Float);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public void OneOfTheQuantizersMayBeOff(bool isLstm, bool input)
    {
        using var scope = NewDisposeScope();
        using var recurrent = new RecurrentCase(isLstm);
        SetRanges(recurrent.Quantizers);
        foreach (var quantizer in input ? recurrent.Quantizers.InputQuantizers : recurrent.Quantizers.QuantizedWeights.Select(static weight => weight.Quantizer))
            quantizer.Enabled = false;

        var x = RecurrentCase.Input();
        recurrent.Quantized.eval();
        using var noGradient = no_grad();

        TracedLayers.AssertSame(recurrent.Run(recurrent.Quantized, x), TracedLayers.Run(recurrent.Quantized, x));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void CellsAndTheirGraphsAreTheSame(bool bias)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(5);
        var (input, hidden, memory) = (randn(3, 5), randn(3, 4), randn(3, 4));
        var (lstm, gru) = (nn.LSTMCell(5, 4, bias), nn.GRUCell(5, 4, bias));

        TracedLayers.AssertSame(Pair(lstm.call(input, (hidden, memory))), TracedLayers.Run(lstm, input, hidden, memory), Float);
        TracedLayers.AssertSame(Pair(lstm.call(input, (zeros(3, 4), zeros(3, 4)))), TracedLayers.Run(lstm, input), Float);
        TracedLayers.AssertSame([gru.call(input, hidden)], TracedLayers.Run(gru, input, hidden), Float);
        foreach (var form in new[] { nn.NonLinearities.Tanh, nn.NonLinearities.ReLU })
        {
            var rnn = nn.RNNCell(5, 4, form, bias);
            TracedLayers.AssertSame([rnn.call(input, hidden)], TracedLayers.Run(rnn, input, hidden), Float);
            TracedLayers.AssertSame([rnn.forward(input)], TracedLayers.Run(rnn, input), Float);
        }

        using var noGradient = no_grad();
        using var quantLstm = new QuantLSTMCell(lstm);
        using var quantGru = new QuantGRUCell(gru);
        SetRanges(quantLstm);
        SetRanges(quantGru);
        TracedLayers.AssertSame(Pair(quantLstm.call(input, (hidden, memory))), TracedLayers.Run(quantLstm, input, hidden, memory));
        TracedLayers.AssertSame(Pair(quantLstm.call(input)), TracedLayers.Run(quantLstm, input));
        TracedLayers.AssertSame([quantGru.call(input, hidden)], TracedLayers.Run(quantGru, input, hidden));
        TracedLayers.AssertSame([quantGru.call(input)], TracedLayers.Run(quantGru, input));
    }

    [Theory]
    [InlineData(nn.NonLinearities.Tanh, false, false)]
    [InlineData(nn.NonLinearities.ReLU, false, true)]
    [InlineData(nn.NonLinearities.Tanh, true, true)]
    [InlineData(nn.NonLinearities.ReLU, true, false)]
    public void ASimpleLayerAndItsGraphAreTheSame(nn.NonLinearities form, bool batchFirst, bool bidirectional)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(5);
        var layer = nn.RNN(5, 4, 2, form, batchFirst: batchFirst, bidirectional: bidirectional);
        var (input, start) = (RecurrentCase.Input(batchFirst: batchFirst), randn(bidirectional ? 4 : 2, 3, 4));
        var (output, end) = layer.call(input, start);

        TracedLayers.AssertSame([output, end], TracedLayers.Run(layer, input, start), Float);
    }

    [Fact]
    public void StatesAreReadFromTheMiddleOfTraces()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(5);
        var layer = nn.GRU(5, 4);
        var input = RecurrentCase.Input();
        var model = new Delegating(layer, x => layer.Trace(x, layer.Trace(x).Item2).Item1);

        TracedLayers.AssertSame([layer.call(input, layer.call(input).Item2).Item1], TracedLayers.Run(model, input), Float);
    }

    private static void SetRanges(IQuantizedLayer layer)
    {
        foreach (var quantizer in layer.InputQuantizers)
            quantizer.Amax = tensor(1.3f);
        foreach (var weight in layer.QuantizedWeights)
            Ranges.Set(weight.Quantizer, weight.Read());
    }

    private static Tensor[] Pair((Tensor, Tensor) states) => [states.Item1, states.Item2];
}
