using QuantGen.Calibration;
using QuantGen.Quantizers;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Quantizers;

/// <summary>The figures of the peer's tensor_quantizer_test, and the rules that differ from the peer's on purpose.</summary>
public sealed class TensorQuantizerTests
{
    private static readonly QuantDescriptor Dynamic = new() { Dynamic = true };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void WithoutARangeQuantizingIsAnErrorThatNamesTheQuantizer(bool training)
    {
        using var scope = NewDisposeScope();
        using var quantizer = new TensorQuantizer { FullName = "layer1.0.conv1._input_quantizer" };
        quantizer.train(training);
        var error = Assert.Throws<UncalibratedQuantizerException>(() => quantizer.call(rand(3)));
        Assert.Contains("'layer1.0.conv1._input_quantizer'", error.Message, StringComparison.Ordinal);
        Assert.False(quantizer.IsCalibrated);
    }

    [Fact]
    public void ADynamicQuantizerTakesTheRangeFromEachTensor()
    {
        using var scope = NewDisposeScope();
        using var quantizer = new TensorQuantizer(Dynamic with { NarrowRange = true });
        foreach (var x in new[] { rand(12, 7), rand(3, 3) * 5, zeros(4) })
            Bits.Equal(FakeQuantization.Apply(x, x.abs().max()), quantizer.call(x)!);

        Assert.Null(quantizer.Amax);
        Assert.Null(quantizer.StepSize);
        Assert.True(quantizer.IsCalibrated);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, -1)]
    [InlineData(-2, 2)]
    public void AxesMayCountFromTheEnd(int first, int second)
    {
        using var scope = NewDisposeScope();
        var x = rand(4, 5, 6) - 0.5f;
        using var quantizer = new TensorQuantizer(Dynamic with { Axes = [first, second] });
        var reduced = Enumerable.Range(0, 3).Except([(first + 3) % 3, (second + 3) % 3]).Select(static axis => (long)axis).ToArray();
        Bits.Equal(FakeQuantization.Apply(x, x.abs().amax(reduced, keepdim: true), narrowRange: false), quantizer.call(x)!);
    }

    [Fact]
    public void AnAxisThatTheTensorLacksIsNamed()
    {
        using var scope = NewDisposeScope();
        using var quantizer = new TensorQuantizer(Dynamic with { Axes = [2] });
        Assert.Contains("axis 2", Assert.Throws<QuantizationException>(() => quantizer.call(rand(2, 2))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RealQuantizationReturnsLevelsAndKeepsTheScale()
    {
        using var scope = NewDisposeScope();
        using var quantizer = new TensorQuantizer(Dynamic with { FakeQuant = false });
        var x = rand(12);
        var levels = quantizer.call(x)!;
        var (expected, scale) = FakeQuantization.Quantize(x, x.abs().max());
        Bits.Equal(expected, levels);
        Bits.Equal(scale, quantizer.Scale!);
    }

    [Fact]
    public void TheFactorOnTheRangeDoesNotCompound()
    {
        using var scope = NewDisposeScope();
        var x = rand(4, 8);
        var amax = x.amax([1], keepdim: true);
        using var quantizer = new TensorQuantizer(new QuantDescriptor { Axes = [0], ScaleAmax = 0.7f, NarrowRange = true }) { Amax = amax };
        var expected = FakeQuantization.Apply(x, amax * 0.7f);
        Bits.Equal(expected, quantizer.call(x)!);
        Bits.Equal(expected, quantizer.call(x)!);
        Bits.Equal(amax, quantizer.Amax!);
    }

    [Fact]
    public void DisabledIsTheIdentityButForThePreQuantizationScale()
    {
        using var scope = NewDisposeScope();
        using var quantizer = new TensorQuantizer { Enabled = false };
        var x = rand(5);
        Bits.Equal(x, quantizer.call(x)!);
        quantizer.PreQuantScale = tensor(2f);
        Bits.Equal(x * 2, quantizer.call(x)!);
    }

    [Fact]
    public void AnIdentityReturnsAHandleOfItsOwn()
    {
        // TorchSharp's Sequential disposes what each of its layers got.
        using var scope = NewDisposeScope();
        using var quantizer = new TensorQuantizer { QuantEnabled = false };
        var x = rand(5);
        quantizer.call(x)!.Dispose();
        Assert.Equal(5, x.sum().numel() * 5);
    }

    [Fact]
    public void ThePreQuantizationScaleComesFirst()
    {
        using var scope = NewDisposeScope();
        using var quantizer = new TensorQuantizer(new QuantDescriptor { Amax = [127] });
        var x = tensor(new[] { 0, 0.4f, 1.1f, 2 });
        Assert.Equal([0, 0, 1, 2], Tensors.Floats(quantizer.call(x)!));
        quantizer.PreQuantScale = tensor(2f);
        Assert.Equal([0, 1, 2, 4], Tensors.Floats(quantizer.call(x)!));
        quantizer.PreQuantScale = null;
        quantizer.PreQuantScale = tensor(new[] { 1f, 2, 3, 4 });
        Assert.Equal([0, 1, 3, 8], Tensors.Floats(quantizer.call(x)!));
    }

    [Fact]
    public void TheRangeIsCopiedAndKeepsItsShape()
    {
        using var scope = NewDisposeScope();
        var given = tensor(0.577f);
        using var quantizer = new TensorQuantizer { Amax = given };
        given.fill_(5);
        Assert.Equal(0.577f, quantizer.Amax!.item<float>());
        Assert.Equal(0.577f / 127, quantizer.StepSize);

        quantizer.Amax = tensor(2.0, ScalarType.Float64);
        Assert.Equal(ScalarType.Float32, quantizer.Amax!.dtype);
        Assert.Equal(2f / 127, quantizer.StepSize);
        Assert.Throws<QuantizationException>(() => quantizer.Amax = ones(2));
        Assert.Throws<QuantizationException>(() => quantizer.PreQuantScale = Refill(quantizer));
        quantizer.Amax = null;
        Assert.False(quantizer.IsCalibrated);

        static Tensor Refill(TensorQuantizer quantizer)
        {
            quantizer.PreQuantScale = ones(2);
            return ones(3);
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void ARangeThatIsNegativeOrNotFiniteIsRefused(float amax)
    {
        using var scope = NewDisposeScope();
        using var quantizer = new TensorQuantizer { FullName = "fc._input_quantizer" };
        var error = Assert.Throws<QuantizationException>(() => quantizer.Amax = tensor(amax));
        Assert.Contains("'fc._input_quantizer'", error.Message, StringComparison.Ordinal);
        Assert.Null(quantizer.Amax);
    }

    [Fact]
    public void ARangeThatDoesNotFitTheTensorIsAnErrorThatNamesTheQuantizer()
    {
        using var scope = NewDisposeScope();
        using var quantizer = new TensorQuantizer { FullName = "fc._input_quantizer", Amax = ones(3, 1) };
        var error = Assert.Throws<QuantizationException>(() => quantizer.call(rand(4, 2)));
        Assert.Contains("'fc._input_quantizer'", error.Message, StringComparison.Ordinal);
        Assert.Contains("[4, 2]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OneBitHoldsZeroAndTheRangeAndNeedsNoSign()
    {
        using var scope = NewDisposeScope();
        using var unsigned = new TensorQuantizer(new QuantDescriptor { Bits = 1, Unsigned = true, Amax = [2] });
        Assert.Equal([0, 0, 2, 2], Tensors.Floats(unsigned.call(tensor(new[] { 0f, 0.9f, 1.1f, 3 }))!));
        using var signed = new TensorQuantizer(new QuantDescriptor { Bits = 1, Amax = [2], Name = "head" });
        Assert.StartsWith("Quantizer 'head': One bit with a sign", Assert.Throws<QuantizationException>(() => signed.call(ones(2))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnUnsignedQuantizerNamesItselfWhenAValueIsNegative()
    {
        using var scope = NewDisposeScope();
        using var quantizer = new TensorQuantizer(QuantDescriptor.UInt8PerTensor with { Amax = [1], Name = "relu" });
        Assert.Contains("'relu'", Assert.Throws<QuantizationException>(() => quantizer.call(tensor(-1f))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CalibrationSeesThePreScaledTensorAndPrecedesQuantization()
    {
        using var scope = NewDisposeScope();
        using var quantizer = new TensorQuantizer
        {
            Collector = new MaxCollector(), CalibrationEnabled = true, QuantEnabled = false, PreQuantScale = tensor(3f),
        };
        quantizer.call(tensor(new[] { 0.5f, -1 }));
        quantizer.LoadAmax(CalibrationMethod.Max);
        Assert.Equal(3, quantizer.Amax!.item<float>());

        // What is collected later must not reach the range by the back door.
        quantizer.call(tensor(new[] { 5f }));
        Assert.Equal(3, quantizer.Amax!.item<float>());
    }

    [Fact]
    public void CalibrationOfTwoAxesGivesOneRangeForEachPair()
    {
        using var scope = NewDisposeScope();
        using var quantizer = new TensorQuantizer(new QuantDescriptor { Axes = [0, 1] })
        {
            Collector = new MaxCollector([0, 1]), CalibrationEnabled = true, QuantEnabled = false,
        };
        quantizer.call(rand(127, 63, 7, 7));
        quantizer.LoadAmax(CalibrationMethod.Max);
        Assert.Equal(8001, quantizer.Amax!.numel());
    }

    [Fact]
    public void LoadingARangeWithoutCalibrationIsAnError()
    {
        using var scope = NewDisposeScope();
        using var quantizer = new TensorQuantizer();
        Assert.Throws<CalibrationException>(() => quantizer.LoadAmax(CalibrationMethod.Max));
        quantizer.Collector = new MaxCollector();
        Assert.Throws<CalibrationException>(() => quantizer.LoadAmax(CalibrationMethod.Max));
        quantizer.Collector = null;
        quantizer.CalibrationEnabled = true;
        Assert.Throws<CalibrationException>(() => quantizer.call(rand(2)));
    }

    [Fact]
    public void ClippingAloneIsForLearnedRanges()
    {
        using var scope = NewDisposeScope();
        using var plain = new TensorQuantizer();
        Assert.Throws<QuantizationException>(() => plain.ClipEnabled = true);

        using var quantizer = new TensorQuantizer(new QuantDescriptor { Amax = [0.3f], LearnAmax = true }) { QuantEnabled = false };
        var x = rand(20) - 0.5f;
        Bits.Equal(x.clamp(-0.3f, 0.3f), quantizer.call(x)!);
        quantizer.ClipEnabled = false;
        Bits.Equal(x, quantizer.call(x)!);
        Assert.False(quantizer.LearnedRange!.clip_value_min.requires_grad);
    }

    [Fact]
    public void ALearnedRangeStartsAtOneOrAtTheCalibratedMaximum()
    {
        using var scope = NewDisposeScope();
        using var quantizer = new TensorQuantizer(new QuantDescriptor { LearnAmax = true });
        Assert.Equal(1, quantizer.LearnedRange!.Amax().item<float>());
        Assert.Throws<UncalibratedQuantizerException>(quantizer.InitLearnAmax);
        quantizer.Amax = tensor(new[] { 0.5f, 3, 2 }, [3, 1]);
        quantizer.InitLearnAmax();
        Assert.Equal(-3, quantizer.LearnedRange!.clip_value_min.item<float>());
        Assert.Equal(3, quantizer.LearnedRange!.clip_value_max.item<float>());

        using var fixedRange = new TensorQuantizer();
        Assert.Throws<QuantizationException>(fixedRange.InitLearnAmax);
    }

    [Fact]
    public void ChangingTheBitWidthReachesTheRangeSearch()
    {
        using var quantizer = new TensorQuantizer { Bits = 4, Unsigned = true, NarrowRange = true };
        Assert.Equal(new QuantDescriptor { Bits = 4, Unsigned = true, NarrowRange = true }, quantizer.Descriptor);
    }
}
