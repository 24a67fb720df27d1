using QuantGen.Calibration;
using QuantGen.Quantizers;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Modules.Recurrent;

public sealed class RecurrentLayerTests
{
    private static readonly QuantDescriptor Fixed = new() { Amax = [2.5f] };
    private static readonly QuantDescriptor FixedWeight = new() { Amax = [0.5f], NarrowRange = true };

    public static TheoryData<bool, int, bool, bool, bool> Modes
    {
        get
        {
            var modes = new TheoryData<bool, int, bool, bool, bool>();
            foreach (var mode in Enumerable.Range(0, 32))
                modes.Add((mode & 1) != 0, (mode & 2) != 0 ? 2 : 1, (mode & 4) != 0, (mode & 8) != 0, (mode & 16) != 0);

            return modes;
        }
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void SwitchedOffItIsTorchsOwnLayerBitForBit(bool isLstm, int layers, bool bidirectional, bool batchFirst, bool bias)
    {
        using var scope = NewDisposeScope();
        using var both = new RecurrentCase(isLstm, layers, bidirectional, batchFirst, bias);
        both.Switch(enabled: false);
        var x = RecurrentCase.Input(batchFirst: batchFirst);
        foreach (var training in new[] { true, false })
        {
            both.Float.train(training);
            both.Quantized.train(training);
            foreach (var states in new[] { null, both.Start() })
            {
                var (expected, expectedGradient) = RunWithGradient(both, both.Float, x, states);
                var (actual, actualGradient) = RunWithGradient(both, both.Quantized, x, states);
                Assert.Equal(expected, actual);
                Assert.Equal(expectedGradient, actualGradient);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void QuantizedItIsThePlainRecurrenceOverQuantizedInputsStatesAndWeights(
        bool isLstm, int layers, bool bidirectional, bool batchFirst, bool isDynamic)
    {
        using var scope = NewDisposeScope();
        var input = isDynamic ? new QuantDescriptor { Dynamic = true } : Fixed;
        var weight = isDynamic ? new QuantDescriptor { Dynamic = true, Axes = [0], NarrowRange = true } : FixedWeight;
        using var both = new RecurrentCase(isLstm, layers, bidirectional, batchFirst, input: input, weight: weight);
        var (x, states) = (RecurrentCase.Input(), both.Start());
        var expected = both.Reference(x, states);
        var given = batchFirst ? x.transpose(0, 1) : x;
        var actual = both.Run(both.Quantized, given, states);
        actual[0] = batchFirst ? actual[0].transpose(0, 1) : actual[0];
        Near(expected, actual, 1e-6);
        Assert.True(Tensors.RelativeDistance(Tensors.Floats(expected[0]), Tensors.Floats(both.Run(both.Float, given, states)[0])) > 1e-4);

        // Without states it starts at zeros.
        var zero = states.Select(static state => zeros_like(state)).ToArray();
        Near(both.Run(both.Quantized, given, zero), both.Run(both.Quantized, given), 0);
    }

    // With a probability of one the second layer sees zeros, whatever the state of the generator.
    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void DropoutActsBetweenLayersAndInTrainingOnly(bool isLstm, bool isQuantized)
    {
        using var scope = NewDisposeScope();
        using var both = new RecurrentCase(isLstm, layers: 2, dropout: 1, input: Fixed with { Bits = 16, Amax = [8] }, weight: FixedWeight with { Bits = 16, Amax = [0.6f] });
        both.Switch(isQuantized);
        var x = RecurrentCase.Input();
        foreach (var training in new[] { true, false })
        {
            both.Float.train(training);
            both.Quantized.train(training);
            Near(both.Run(both.Float, x), both.Run(both.Quantized, x), 1e-3);
        }

        var (other, dropped) = (both.Run(both.Quantized, x)[0], both.Run(both.Quantized, zeros_like(x))[0]);
        Assert.NotEqual(Tensors.Floats(other), Tensors.Floats(dropped));
        both.Quantized.train();
        Assert.Equal(Tensors.Floats(both.Run(both.Quantized, zeros_like(x))[0]), Tensors.Floats(both.Run(both.Quantized, x)[0]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void GradientsAreThoseOfThePlainRecurrence(bool isLstm)
    {
        using var scope = NewDisposeScope();
        using var both = new RecurrentCase(isLstm, layers: 2, bidirectional: true, input: new QuantDescriptor { Amax = [0.8f] }, weight: FixedWeight with { Amax = [0.4f] });
        var (x, states) = (RecurrentCase.Input(), both.Start());
        var expected = Gradients(both, input => both.Reference(input, states)[0], x);
        var actual = Gradients(both, input => both.Run(both.Quantized, input, states)[0], x);
        Assert.Equal(17, actual.Count);
        foreach (var (name, gradient) in expected)
            Assert.InRange(Tensors.RelativeDistance(gradient, actual[name]), 0, 1e-5);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void SixteenBitIsCloseToFloatAndNotTheSame(bool isLstm)
    {
        using var scope = NewDisposeScope();
        var wide = new QuantDescriptor { Bits = 16, Dynamic = true };
        using var both = new RecurrentCase(isLstm, layers: 2, bidirectional: true, input: wide, weight: wide with { Axes = [0] });
        var x = RecurrentCase.Input();
        var (expected, actual) = (Tensors.Floats(both.Run(both.Float, x)[0]), Tensors.Floats(both.Run(both.Quantized, x)[0]));
        Assert.All(expected.Zip(actual), static pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
        Assert.True(expected.Zip(actual).Average(static pair => Math.Pow(pair.First - (double)pair.Second, 2)) > 1e-20);
    }

    [Fact]
    public void OneRangeCoversInputsAndStatesAndOneBothWeights()
    {
        using var scope = NewDisposeScope();
        using var both = new RecurrentCase(isLstm: true, bidirectional: true);
        var (x, states) = (RecurrentCase.Input() / 100, both.Start());
        foreach (var (_, quantizer) in both.Quantized.Quantizers())
        {
            quantizer.Collector = new MaxCollector(quantizer.Descriptor.Axes);
            (quantizer.QuantEnabled, quantizer.CalibrationEnabled) = (false, true);
        }

        var outputs = both.Run(both.Quantized, x, states);
        Near(both.Run(both.Float, x, states), outputs, 1e-6);
        foreach (var (_, quantizer) in both.Quantized.Quantizers())
            quantizer.LoadAmax(CalibrationMethod.Max);

        // The forward direction reads its start and all states but the last.
        var forward = outputs[0].narrow(2, 0, 4);
        var largest = new[] { x.abs().max(), states[0][0].abs().max(), forward.narrow(0, 0, 5).abs().max() }.Max(static value => value.item<float>());
        var state = both.Quantized.state_dict();
        Assert.Equal(largest, state["_input_quantizers.0._amax"].item<float>(), 1e-6f);
        var joined = cat([state["weight_ih_l0_reverse"], state["weight_hh_l0_reverse"]], 1);
        Assert.Equal([16, 1], state["_weight_quantizers.1._amax"].shape);
        Assert.Equal(Tensors.Floats(joined.abs().amax([1], keepdim: true)), Tensors.Floats(state["_weight_quantizers.1._amax"]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void CalibratedItIsCloseToTheFloatLayer(bool isLstm)
    {
        using var scope = NewDisposeScope();
        using var both = new RecurrentCase(isLstm, layers: 2, bidirectional: true);
        var x = RecurrentCase.Input(time: 20, batch: 16);
        using (var calibrator = new Calibrator(both.Quantized))
        {
            calibrator.Collect(() => both.Run(both.Quantized, x));
            var result = calibrator.Compute(CalibrationMethod.Mse());
            Assert.Empty(result.Unreached);
            Assert.Equal(8, result.Ranges.Count);
        }

        Assert.InRange(Tensors.RelativeDistance(Tensors.Floats(both.Run(both.Float, x)[0]), Tensors.Floats(both.Run(both.Quantized, x)[0])), 1e-5, 0.05);
    }

    [Fact]
    public void KeysAreThoseOfTheFloatLayerAndThePeersQuantizers()
    {
        using var both = new RecurrentCase(isLstm: true, layers: 2, bidirectional: true, input: Fixed, weight: FixedWeight);
        string[] quantizers = [.. Enumerable.Range(0, 4).Select(static i => $"_input_quantizers.{i}._amax"), .. Enumerable.Range(0, 4).Select(static i => $"_weight_quantizers.{i}._amax")];
        Assert.Equal(both.Float.state_dict().Keys.Concat(quantizers).Order(StringComparer.Ordinal), both.Quantized.state_dict().Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void BiasesAreNotQuantized()
    {
        using var scope = NewDisposeScope();
        using var both = new RecurrentCase(isLstm: true, input: Fixed with { Bits = 2 }, weight: FixedWeight with { Bits = 2 });
        using (no_grad())
        {
            foreach (var (name, parameter) in both.Float.named_parameters().Concat(both.Quantized.named_parameters()))
            {
                if (name.StartsWith("weight", StringComparison.Ordinal))
                    parameter.zero_();
            }
        }

        var x = RecurrentCase.Input();
        Near(both.Run(both.Float, x), both.Run(both.Quantized, x), 1e-6);
    }

    [Fact]
    public void TheFloatLayerStaysAsItIsAndSharesNothing()
    {
        using var scope = NewDisposeScope();
        using var both = new RecurrentCase(isLstm: true, input: Fixed, weight: FixedWeight);
        var before = Tensors.Floats(both.Float.get_parameter("weight_ih_l0")!);
        using (no_grad())
            both.Quantized.get_parameter("weight_ih_l0")!.zero_();

        Assert.Equal(before, Tensors.Floats(both.Float.get_parameter("weight_ih_l0")!));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ConvertedToAnotherTypeItComputesInItSwitchedOnOrOff(bool isLstm)
    {
        using var scope = NewDisposeScope();
        using var both = new RecurrentCase(isLstm, input: Fixed, weight: FixedWeight);
        both.Float.to(ScalarType.Float64);
        both.Quantized.to(ScalarType.Float64);
        var x = RecurrentCase.Input().to(ScalarType.Float64);
        Assert.Equal(ScalarType.Float64, both.Run(both.Quantized, x)[0].dtype);
        both.Switch(enabled: false);
        var (expected, actual) = (both.Run(both.Float, x), both.Run(both.Quantized, x));
        Assert.Equal(ScalarType.Float64, actual[0].dtype);
        Assert.Equal(0, (expected[0] - actual[0]).abs().max().item<double>());

        // What it shows is what it computes with.
        using (no_grad())
            both.Quantized.get_parameter("weight_hh_l0")!.zero_();

        Assert.NotEqual(0, (expected[0] - both.Run(both.Quantized, x)[0]).abs().max().item<double>());
    }

    [Fact]
    public void InputsOfAnotherRankOrWithoutStepsAreRefused()
    {
        using var scope = NewDisposeScope();
        using var both = new RecurrentCase(isLstm: true, input: Fixed, weight: FixedWeight);
        Assert.Contains("three axes", Assert.Throws<ArgumentException>(() => both.Run(both.Quantized, rand(6, 5))).Message, StringComparison.Ordinal);
        Assert.Contains("one step", Assert.Throws<ArgumentException>(() => both.Run(both.Quantized, rand(0, 3, 5))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutARangeTheQuantizerNamesItself()
    {
        using var scope = NewDisposeScope();
        using var both = new RecurrentCase(isLstm: true);
        both.Quantized.NameQuantizers();
        var message = Assert.Throws<UncalibratedQuantizerException>(() => both.Run(both.Quantized, RecurrentCase.Input())).Message;
        Assert.Contains("'_weight_quantizers.0'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void ACallLeavesNothingBehindButItsResults()
    {
        using var scope = NewDisposeScope();
        using var both = new RecurrentCase(isLstm: true, layers: 2, bidirectional: true, input: Fixed, weight: FixedWeight);
        var (x, states) = (RecurrentCase.Input(), both.Start());
        using var inner = NewDisposeScope();
        both.Run(both.Quantized, x, states);
        Assert.Equal(3, inner.DisposablesCount);
    }

    private static (float[] Values, float[] Gradient) RunWithGradient(RecurrentCase both, nn.Module module, Tensor input, Tensor[]? states)
    {
        var x = input.detach().clone().requires_grad_();
        var results = both.Run(module, x, states);
        results[0].square().sum().backward();
        return ([.. results.SelectMany(Tensors.Floats)], Tensors.Floats(x.grad!));
    }

    private static Dictionary<string, float[]> Gradients(RecurrentCase both, Func<Tensor, Tensor> run, Tensor input)
    {
        both.Quantized.zero_grad();
        var x = input.detach().clone().requires_grad_();
        run(x).square().sum().backward();
        var found = both.Quantized.named_parameters().ToDictionary(static entry => entry.name, static entry => Tensors.Floats(entry.parameter.grad!), StringComparer.Ordinal);
        found["x"] = Tensors.Floats(x.grad!);
        return found;
    }

    private static void Near(Tensor[] expected, Tensor[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        foreach (var (left, right) in expected.Zip(actual))
        {
            Assert.Equal(left.shape, right.shape);
            Assert.InRange(Tensors.RelativeDistance(Tensors.Floats(left), Tensors.Floats(right)), 0, tolerance);
        }
    }
}
