using QuantGen.Graph;
using QuantGen.Modules;
using QuantGen.PowerOfTwo;
using QuantGen.Quantizers;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Graph.Layers;

/// <summary>What has no form says which layer or quantizer it is, and what to do.</summary>
public sealed class RefusalTests
{
    [Fact]
    public void AClassWithoutATraceIsNamedByItsPath()
    {
        using var scope = NewDisposeScope();
        var model = Sequential(Linear(3, 4), Sequential(ReLU(), new Untraced()));

        var error = Assert.Throws<GraphException>(() => QuantGraph.Of(model, [2L, 3]));

        Assert.Equal("1.1 is a Untraced, which has no form in a graph: annotate the class with [Export], or let it implement ITraceable.", error.Message);
    }

    [Fact]
    public void AModelWithoutATraceIsNamedByItsClass()
    {
        using var scope = NewDisposeScope();

        var error = Assert.Throws<GraphException>(() => QuantGraph.Of(new Untraced(), [2L, 3]));

        Assert.Equal("The model is a Untraced, which has no form in a graph: annotate the class with [Export], or let it implement ITraceable.", error.Message);
    }

    [Fact]
    public void ALayerOfTorchSharpWithoutAFormIsNamed()
    {
        using var scope = NewDisposeScope();
        var layer = EmbeddingBag(5, 3);

        var error = Assert.Throws<GraphException>(() => TracedLayers.Run(new Delegating(layer, x => layer.Trace(x)), arange(4).reshape(2, 2)));

        Assert.Equal("layer is a EmbeddingBag, which has no form in a graph: put what it computes into a class of your own that implements ITraceable.", error.Message);
    }

    [Fact]
    public void ASequentialWithAForwardOfItsOwnIsNoListOfLayers()
    {
        using var scope = NewDisposeScope();

        Assert.Contains("is a Backwards", Assert.Throws<GraphException>(() => QuantGraph.Of(Sequential(new Backwards()), [2L, 3])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ATraceOfTheWrongNumberOfResultsIsNamed()
    {
        using var scope = NewDisposeScope();

        var error = Assert.Throws<GraphException>(() => QuantGraph.Of(Sequential(new TwoResults()), [2L, 3]));

        Assert.Equal("The Trace method of TwoResults returns 2 values where forward returns 1.", error.Message);
    }

    [Fact]
    public void QuantizersWithoutAFormAreNamed()
    {
        using var scope = NewDisposeScope();
        var cases = new (Action<TensorQuantizer> Change, QuantDescriptor Descriptor, string Problem)[]
        {
            (static _ => { }, new(), "has no range: calibrate the model, load a calibrated checkpoint, or set its Amax."),
            (static _ => { }, new() { Dynamic = true }, "takes its range from each tensor: calibrate it, so that it is known beforehand."),
            (static quantizer => quantizer.Amax!.fill_(float.NaN), new() { Amax = [1f] }, "has a range that is negative or not finite: calibrate it anew."),
            (static quantizer => quantizer.Amax!.fill_(-1), new() { Amax = [1f] }, "has a range that is negative or not finite: calibrate it anew."),
            (static quantizer => quantizer.Amax!.fill_(float.PositiveInfinity), new() { Amax = [1f] }, "has a range that is negative or not finite: calibrate it anew."),
            (static _ => { }, new() { Format = NumberFormat.E4M3, Amax = [1f] }, "quantizes to floating-point numbers (E4M3), which have no form in a graph: choose an integer format."),
            (static _ => { }, new() { Amax = [1f], Bits = 1 }, "has one bit with a sign and no level above zero: use two bits, or an unsigned descriptor."),
        };
        foreach (var (change, descriptor, problem) in cases)
        {
            using var layer = new QuantConv2d(Conv2d(3, 4, 3), descriptor);
            using (no_grad())
                change(layer.InputQuantizer);

            Assert.Equal($"Quantizer '_input_quantizer' {problem}", Assert.Throws<GraphException>(() => QuantGraph.Of(layer, [1L, 3, 5, 5])).Message);
            Assert.Equal($"Quantizer '0._input_quantizer' {problem}", Assert.Throws<GraphException>(() => QuantGraph.Of(Sequential(layer), [1L, 3, 5, 5])).Message);
            layer.InputQuantizer.FullName = "stem.input";
            Assert.Equal($"Quantizer 'stem.input' {problem}", Assert.Throws<GraphException>(() => QuantGraph.Of(layer, [1L, 3, 5, 5])).Message);
        }
    }

    [Fact]
    public void AQuantizerThatStillCollectsIsNamed()
    {
        using var scope = NewDisposeScope();
        using var quantizer = new TensorQuantizer(new QuantDescriptor { Amax = [1f] }) { FullName = "conv1._input_quantizer", CalibrationEnabled = true, QuantEnabled = false };

        Assert.Equal("Quantizer 'conv1._input_quantizer' still collects its range: finish the calibration.", Assert.Throws<GraphException>(() => QuantGraph.Of(quantizer, [2L, 3])).Message);
    }

    [Fact]
    public void LevelsAreNoValues()
    {
        using var scope = NewDisposeScope();
        using var quantizer = new TensorQuantizer(new QuantDescriptor { Amax = [1f], FakeQuant = false }) { FullName = "levels" };

        Assert.Equal("Quantizer 'levels' returns levels and not values: leave FakeQuant at true.", Assert.Throws<GraphException>(() => QuantGraph.Of(quantizer, [2L, 3])).Message);
    }

    [Fact]
    public void RangesOfTwoAxesAreNotOnesOfOne()
    {
        using var scope = NewDisposeScope();
        using var quantizer = new TensorQuantizer(new QuantDescriptor { Axes = [0, 1] }) { FullName = "grid" };
        quantizer.Amax = ones(2, 3, 1);

        Assert.StartsWith("Quantizer 'grid' has ranges of shape [2, 3, 1], ", Assert.Throws<GraphException>(() => QuantGraph.Of(quantizer, [2L, 3, 4])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void APactWithoutARangeIsNamed()
    {
        using var scope = NewDisposeScope();
        using var quantizer = new Pact2 { FullName = "relu1" };

        var error = Assert.Throws<GraphException>(() => QuantGraph.Of(quantizer, [2L, 3]));

        Assert.Equal("Quantizer 'relu1' has no range: calibrate the model, train it, load a calibrated checkpoint, or set its range.", error.Message);
    }

    [Fact]
    public void WrongNumbersOfAxesAreNamed()
    {
        using var scope = NewDisposeScope();
        using var quantized = new QuantLSTM(LSTM(3, 4), new RecurrentOptions());
        foreach (var quantizer in quantized.InputQuantizers)
            quantizer.Amax = tensor(1f);

        Assert.Equal("The model takes three axes, time, batch and features, not 2.", Assert.Throws<GraphException>(() => QuantGraph.Of(LSTM(3, 4), [2L, 3])).Message);
        Assert.Equal("The model takes three axes, time, batch and features, not 2.", Assert.Throws<GraphException>(() => QuantGraph.Of(quantized, [2L, 3])).Message);
        var attention = MultiheadAttention(4, 2);
        var error = Assert.Throws<GraphException>(() => TracedLayers.Run(attention, randn(2, 4), randn(2, 4), randn(2, 4)));
        Assert.Equal("The model takes queries of three axes, length, batch and width, not of 2.", error.Message);
    }

    private sealed class Untraced : Module<Tensor, Tensor>
    {
        public Untraced()
            : base(nameof(Untraced))
        {
        }

        public override Tensor forward(Tensor input) => input.alias();
    }

    private sealed class Backwards : Sequential
    {
        public Backwards()
            : base(ReLU(), Tanh())
        {
        }

        public override Tensor forward(Tensor tensor) => tensor.tanh().relu();
    }

    private sealed class TwoResults : Module<Tensor, Tensor>, ITraceable
    {
        public TwoResults()
            : base(nameof(TwoResults))
        {
        }

        public override Tensor forward(Tensor input) => input.alias();

        public IReadOnlyList<GraphValue> Trace(IReadOnlyList<GraphValue> inputs) => [inputs[0], inputs[0]];
    }
}
