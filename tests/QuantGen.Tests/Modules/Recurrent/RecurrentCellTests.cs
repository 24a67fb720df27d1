using QuantGen.Modules;
using QuantGen.Quantizers;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Modules.Recurrent;

public sealed class RecurrentCellTests
{
    private static readonly QuantDescriptor Dynamic = new() { Dynamic = true };
    private static readonly QuantDescriptor DynamicWeight = new() { Dynamic = true, Axes = [0] };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void SwitchedOffTheyAreTorchsOwnCellsBitForBit(bool bias)
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        var (x, h, c) = (randn(3, 5), randn(3, 4), randn(3, 4));
        using var lstm = nn.LSTMCell(5, 4, bias);
        using var quantLstm = Off(new QuantLSTMCell(lstm));
        using var gru = nn.GRUCell(5, 4, bias);
        using var quantGru = Off(new QuantGRUCell(gru));
        foreach (var isGiven in new[] { true, false })
        {
            // TorchSharp 0.107's own cell cannot be called without states.
            var (expected, actual) = (lstm.call(x, isGiven ? (h, c) : (zeros(3, 4), zeros(3, 4))), quantLstm.call(x, isGiven ? (h, c) : null));
            Assert.Equal(Tensors.Floats(expected.Item1), Tensors.Floats(actual.Item1));
            Assert.Equal(Tensors.Floats(expected.Item2), Tensors.Floats(actual.Item2));
            Assert.Equal(Tensors.Floats(gru.call(x, (isGiven ? h : null)!)!), Tensors.Floats(quantGru.call(x, isGiven ? h : null)));
        }
    }

    // A cell is one step of a layer of the same weights and ranges.
    [Fact]
    public void QuantizedTheyAreOneStepOfTheirLayers()
    {
        using var scope = NewDisposeScope();
        manual_seed(6);
        var (x, h, c) = (randn(3, 5), randn(3, 4), randn(3, 4));
        using var lstm = nn.LSTM(5, 4);
        using var quantLstm = new QuantLSTM(lstm, new RecurrentOptions(), Dynamic, DynamicWeight);
        using var lstmCell = new QuantLSTMCell(Filled(nn.LSTMCell(5, 4), lstm), Dynamic, DynamicWeight);
        var expected = quantLstm.call(x.unsqueeze(0), (h.unsqueeze(0), c.unsqueeze(0)));
        var actual = lstmCell.call(x, (h, c));
        Near(expected.Item2[0], actual.Item1);
        Near(expected.Item3[0], actual.Item2);

        using var gru = nn.GRU(5, 4);
        using var quantGru = new QuantGRU(gru, new RecurrentOptions(), Dynamic, DynamicWeight);
        using var gruCell = new QuantGRUCell(Filled(nn.GRUCell(5, 4), gru), Dynamic, DynamicWeight);
        Near(quantGru.call(x.unsqueeze(0), h.unsqueeze(0)).Item2[0], gruCell.call(x, h));
        Near(quantGru.forward(x.unsqueeze(0)).Item2[0], gruCell.forward(x));
    }

    [Fact]
    public void KeysAreThoseOfTheFloatCellAndThePeersQuantizers()
    {
        using var cell = new QuantLSTMCell(nn.LSTMCell(5, 4), new QuantDescriptor { Amax = [1] }, new QuantDescriptor { Amax = [1] });
        Assert.Equal(
            ["_input_quantizer._amax", "_weight_quantizer._amax", "bias_hh", "bias_ih", "weight_hh", "weight_ih"],
            cell.state_dict().Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void TheConverterMakesOneQuantizedLayerOfEachAndRefusesToKeepItInFloatElsewhere()
    {
        var layers = new LayerConverter(Granularity.PerChannel) { WeightBits = 4, ActivationBits = 5 };
        using var lstm = nn.LSTM(5, 4, bidirectional: true);
        var options = new RecurrentOptions { BatchFirst = true };
        using var quantized = layers.Quantize(lstm, options);
        Assert.Same(quantized, layers.Quantize(lstm, options));
        Assert.Equal([5, 5], quantized.InputQuantizers.Select(static quantizer => quantizer.Bits));
        Assert.Equal([4, 4], quantized.QuantizedWeights.Select(static weight => weight.Quantizer.Bits));
        Assert.All(quantized.QuantizedWeights, static weight => Assert.Equal([0], weight.Quantizer.Descriptor.Axes!));
        Assert.Throws<LayerConversionException>(() => layers.Copy(lstm, options));
        Assert.Null(layers.Quantize((TorchSharp.Modules.GRU?)null, options));

        using var cell = nn.GRUCell(5, 4);
        using var quantCell = layers.Quantize(cell);
        Assert.Same(quantCell, layers.Quantize(cell));
    }

    private static T Off<T>(T cell)
        where T : nn.Module
    {
        foreach (var (_, quantizer) in cell.Quantizers())
            quantizer.Enabled = false;

        return cell;
    }

    private static T Filled<T>(T cell, nn.Module layer)
        where T : nn.Module
    {
        using var noGradient = no_grad();
        foreach (var (name, parameter) in cell.named_parameters())
            parameter.copy_(layer.get_parameter(name + "_l0")!);

        return cell;
    }

    private static void Near(Tensor expected, Tensor actual) =>
        Assert.InRange(Tensors.RelativeDistance(Tensors.Floats(expected), Tensors.Floats(actual)), 0, 1e-6);
}
