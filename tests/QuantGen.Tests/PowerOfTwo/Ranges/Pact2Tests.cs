using QuantGen.PowerOfTwo;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.PowerOfTwo.Ranges;

public sealed class Pact2Tests
{
    [Fact]
    public void Section11EffectiveClip()
    {
        Assert.Equal((-4, 4), ClipOf(-2.28235f, 2));
        Assert.Equal((0, 4), ClipOf(0, 2.5f));
        Assert.Equal((0, 4), ClipOf(0.5f, 2.5f));
        Assert.Equal((-16, 16), ClipOf(-0.1f, 9));
        Assert.Equal((-16, 16), ClipOf(0, 9, signed: true));
        Assert.Equal((0, 2), ClipOf(-9, 1.5f, signed: false));
        Assert.Equal((0, MathF.ScaleB(1, -16)), ClipOf(0, 0));
        Assert.Equal((0, MathF.ScaleB(1, 127)), ClipOf(0, float.MaxValue));

        using var exact = new Pact2(new Pact2Options { PowerOfTwoRange = false });
        exact.SetRange(-1.5f, 5.3f);
        Assert.Equal((-5.3f, 5.3f), exact.ClipRange);
        Assert.Equal(128 / 5.3f, exact.Scale);
    }

    [Fact]
    public void ANewQuantizerHasARangeOfEightAndIsNotCalibrated()
    {
        using var scope = NewDisposeScope();
        using var quantizer = new Pact2();
        Assert.Equal((-8, 8), quantizer.StoredRange);
        Assert.True(quantizer.Signed);
        Assert.False(quantizer.IsCalibrated);
        using var unsigned = new Pact2(new Pact2Options { Signed = false });
        Assert.Equal((0, 8), unsigned.StoredRange);
        Assert.Equal(32, unsigned.Scale);
    }

    [Fact]
    public void WithoutARangeEvaluationIsAnError()
    {
        using var scope = NewDisposeScope();
        using var quantizer = new Pact2 { FullName = "layer1.0.relu2" };
        quantizer.eval();
        var error = Assert.Throws<UncalibratedQuantizerException>(() => quantizer.call(ones(3)));
        Assert.Equal(
            "Quantizer 'layer1.0.relu2' has no range: calibrate the model, train it, load a calibrated checkpoint, or set its range.", error.Message);

        quantizer.train();
        quantizer.UpdatesRange = false;
        Assert.Throws<UncalibratedQuantizerException>(() => quantizer.call(ones(3)));
        quantizer.Enabled = false;
        Assert.Equal([1, 1, 1], Tensors.Floats(quantizer.call(ones(3))));
    }

    [Fact]
    public void OnlyTrainingChangesTheRange()
    {
        using var scope = NewDisposeScope();
        using var quantizer = new Pact2();
        quantizer.call(tensor([0f, 3]));
        var state = State(quantizer);
        Assert.Equal([0, 3, 0], state);

        quantizer.eval();
        Assert.Equal([0, 3.984375f, 0], Tensors.Floats(quantizer.call(tensor([-5f, 50, 0]))));
        Assert.Equal(state, State(quantizer));

        quantizer.train();
        Assert.Equal(state, State(quantizer));
        quantizer.call(tensor([-1f, 5]));
        Assert.Equal([-0.5f, 4, 1], State(quantizer));
    }

    [Fact]
    public void FreezingKeepsRangeAndSignAndCanBeUndone()
    {
        using var scope = NewDisposeScope();
        using var quantizer = new Pact2();
        quantizer.call(tensor([0f, 3]));
        quantizer.UpdatesRange = false;
        var state = State(quantizer);
        quantizer.call(tensor([-100f, 100]));
        Assert.Equal(state, State(quantizer));
        Assert.False(quantizer.Signed);

        quantizer.UpdatesRange = true;
        quantizer.call(tensor([-3f, 3]));
        Assert.Equal([-1.5f, 3, 1], State(quantizer));
        Assert.True(quantizer.Signed);
    }

    [Fact]
    public void Section11TheSignFlipsWithTheRunningRange()
    {
        using var scope = NewDisposeScope();
        using var quantizer = new Pact2(new Pact2Options { Tail = 0, PeerRunningMean = true });
        quantizer.call(tensor([0f, 3]));
        Assert.Equal((0, 4), quantizer.ClipRange);
        Assert.Equal(64, quantizer.Scale);
        quantizer.call(tensor([-1f, 3]));
        Assert.Equal((-4, 4), quantizer.ClipRange);
        Assert.Equal(32, quantizer.Scale);
        quantizer.call(tensor([1f, 3]));
        Assert.Equal((0, 4), quantizer.ClipRange);
    }

    [Fact]
    public void TheTrainingBatchIsQuantizedWithTheRangeThatItBelongsTo()
    {
        using var scope = NewDisposeScope();
        using var quantizer = new Pact2();
        Assert.Equal([0, 3], Tensors.Floats(quantizer.call(tensor([0f, 3.001f]))));
        Assert.Equal([0, 8 - (8 / 256f)], Tensors.Floats(quantizer.call(tensor([0f, 12]))));
    }

    [Fact]
    public void BatchRangesAreUsedInTrainingAndTheRunningOneElsewhere()
    {
        using var scope = NewDisposeScope();
        using var quantizer = new Pact2(new Pact2Options { BatchRange = true });
        quantizer.call(tensor([0f, 3]));
        Assert.Equal([0, 13], Tensors.Floats(quantizer.call(tensor([0f, 13]))));
        Assert.Equal((0, 8), quantizer.StoredRange);
        quantizer.eval();
        Assert.Equal([0, 8 - (8 / 256f)], Tensors.Floats(quantizer.call(tensor([0f, 13]))));
        quantizer.train();
        quantizer.UpdatesRange = false;
        Assert.Equal([0, 8 - (8 / 256f)], Tensors.Floats(quantizer.call(tensor([0f, 13]))));
    }

    [Fact]
    public void AFixedRangeIsNeverCollectedAndNothingOutsideOfItPasses()
    {
        using var scope = NewDisposeScope();
        using var quantizer = new Pact2(new Pact2Options { FixedRange = (-1, 5) }) { FullName = "hardtanh" };
        Assert.True(quantizer.IsCalibrated);
        Assert.True(quantizer.IsFixed);
        var state = State(quantizer);
        var x = tensor([-7f, -1, 0.03f, 4.97f, 5, 7]).requires_grad_();
        var y = quantizer.call(x);
        Assert.Equal([-1, -1, 0, 5, 5, 5], Tensors.Floats(y));
        y.sum().backward();
        Assert.Equal([0, 1, 1, 1, 1, 0], Tensors.Floats(x.grad!));
        Assert.Equal(state, State(quantizer));
        Assert.Equal((-8, 8), quantizer.ClipRange);
        Assert.True(quantizer.Signed);

        quantizer.Enabled = false;
        Assert.Equal([-1, 0.03f, 5], Tensors.Floats(quantizer.call(tensor([-7f, 0.03f, 7]))));
        var error = Assert.Throws<QuantizationException>(() => quantizer.SetRange(0, 1));
        Assert.Equal("Quantizer 'hardtanh' has a fixed range, which cannot be set.", error.Message);
    }

    [Fact]
    public void AnUpperLimitHoldsWhateverTheRange()
    {
        using var scope = NewDisposeScope();
        using var quantizer = new Pact2(new Pact2Options { Signed = false, UpperLimit = 6 });
        var x = tensor([-1f, 2, 5.999f, 6, 7, 90]).requires_grad_();
        var y = quantizer.call(x);
        Assert.Equal((-1, 90), quantizer.StoredRange);
        Assert.Equal((0, 8), quantizer.ClipRange);
        Assert.Equal([0, 2, 6, 6, 6, 6], Tensors.Floats(y));
        y.sum().backward();
        Assert.Equal([0, 1, 1, 1, 0, 0], Tensors.Floats(x.grad!));

        quantizer.SetRange(0, 3);
        quantizer.eval();
        Assert.Equal([4 - (4 / 256f)], Tensors.Floats(quantizer.call(tensor([5f]))));
        quantizer.Enabled = false;
        Assert.Equal([0, 2, 6], Tensors.Floats(quantizer.call(tensor([-1f, 2, 7]))));
    }

    [Fact]
    public void SwitchedOffItIsWhatItStandsFor()
    {
        using var scope = NewDisposeScope();
        var x = tensor([-1.2345f, 1.2345f, 1e6f]);
        using var relu = new Pact2(new Pact2Options { Signed = false }) { Enabled = false };
        Assert.Equal([0, 1.2345f, 1e6f], Tensors.Floats(relu.call(x)));

        // A result that was never negative may be so later.
        using var result = new Pact2();
        result.call(tensor([0f, 1]));
        result.Enabled = false;
        result.eval();
        Assert.False(result.Signed);
        Assert.Equal(Tensors.Floats(x), Tensors.Floats(result.call(x)));
    }

    [Fact]
    public void SwitchedOffItCollectsAllTheSame()
    {
        using var scope = NewDisposeScope();
        using var quantizer = new Pact2 { Enabled = false };
        quantizer.call(tensor([-2f, 3]));
        Assert.Equal([-2, 3, 0], State(quantizer));
        quantizer.UpdatesRange = false;
        quantizer.call(tensor([-9f, 9]));
        Assert.Equal([-2, 3, 0], State(quantizer));
    }

    [Fact]
    public void TheGradientIsThatOfTheClip()
    {
        using var scope = NewDisposeScope();
        using var quantizer = new Pact2(new Pact2Options { Signed = false });
        quantizer.SetRange(0, 3);
        quantizer.eval();
        var x = tensor([-2f, -1e-9f, 0, 1, 3.5f, 4, 4.1f]).requires_grad_();
        quantizer.call(x).backward([tensor([1f, 2, 3, 4, 5, 6, 7])]);
        Assert.Equal([0, 0, 3, 4, 5, 6, 0], Tensors.Floats(x.grad!));
    }

    [Theory]
    [InlineData(8, 64, 32)]
    [InlineData(16, 16384, 8192)]
    [InlineData(4, 4, 2)]
    public void BitsDecideTheScale(int bits, float unsigned, float signed)
    {
        using var quantizer = new Pact2(new Pact2Options { Bits = bits });
        quantizer.SetRange(0, 4);
        Assert.Equal(unsigned, quantizer.Scale);
        quantizer.SetRange(-1, 4);
        Assert.Equal(signed, quantizer.Scale);
        quantizer.Bits = 12;
        Assert.Equal(512, quantizer.Scale);
    }

    [Fact]
    public void TheRoundingIsAnOption()
    {
        using var scope = NewDisposeScope();
        using var up = new Pact2();
        using var even = new Pact2(new Pact2Options { Rounding = FixedPointRounding.HalfToEven });
        var halves = tensor([-127f, 0.5f, 1.5f, 2.5f]);
        Assert.Equal([-127, 1, 2, 3], Tensors.Floats(up.call(halves)));
        Assert.Equal([-127, 0, 2, 2], Tensors.Floats(even.call(halves)));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void ABatchThatIsRefusedLeavesNoTrace(float value)
    {
        using var scope = NewDisposeScope();
        foreach (var enabled in new[] { true, false })
        {
            using var quantizer = new Pact2 { FullName = "features.0.relu", Enabled = enabled };
            quantizer.call(tensor([0f, 1]));
            var state = State(quantizer);

            // One place that counts for the range, and one that is quantized only.
            foreach (var place in new long[] { 0, 1 })
            {
                var images = ones(1, 1, 8, 8);
                images[0, 0, place] = value;
                var error = Assert.Throws<QuantizationException>(() => quantizer.call(images));
                Assert.Equal(
                    "Quantizer 'features.0.relu': The tensor holds NaN or infinity, which have no level; leave such data out, or repair the layer that makes it.",
                    error.Message);
                Assert.Equal(state, State(quantizer));
            }
        }
    }

    [Fact]
    public void EmptyTensorsAndOtherTypesPassAsTheyAre()
    {
        using var scope = NewDisposeScope();
        using var quantizer = new Pact2();
        Assert.Equal([0, 3], quantizer.call(empty(0, 3)).shape);
        Assert.Equal([300L, -7], quantizer.call(tensor([300L, -7])).data<long>().ToArray());
        Assert.Equal(ScalarType.Bool, quantizer.call(tensor([true])).dtype);
        Assert.False(quantizer.IsCalibrated);
        Assert.Null(((Pact2?)null).CallIfPresent(null));
        Assert.Null(quantizer.CallIfPresent(null));
        Assert.Equal(1, quantizer.CallIfPresent(tensor([1f])).numel());
    }

    [Fact]
    public void SettingAndForgetting()
    {
        using var scope = NewDisposeScope();
        using var quantizer = new Pact2();
        quantizer.SetRange(-1, 2);
        Assert.Equal([-1, 2, 0], State(quantizer));
        Assert.True(quantizer.IsCalibrated);
        Assert.Throws<ArgumentException>(() => quantizer.SetRange(2, -1));
        Assert.Throws<ArgumentException>(() => quantizer.SetRange(0, float.NaN));
        Assert.Equal([-1, 2, 0], State(quantizer));
        quantizer.Reset();
        Assert.Equal([-8, 8, -1], State(quantizer));
        Assert.False(quantizer.IsCalibrated);
    }

    [Fact]
    public void OptionsThatContradictEachOtherAreRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => new Pact2(new Pact2Options { Signed = false, FixedRange = (-1, 1) }));
        Assert.StartsWith("A fixed range from -1 on is signed; leave Signed at null.", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Pact2(new Pact2Options { Signed = true, FixedRange = (0, 1) }));
        Assert.Throws<ArgumentException>(() => new Pact2Options { FixedRange = (1, 1) });
        Assert.Throws<ArgumentException>(() => new Pact2Options { FixedRange = (0, float.PositiveInfinity) });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Pact2Options { Bits = 17 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Pact2Options { Tail = 50 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Pact2Options { Tail = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Pact2Options { UpperLimit = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Pact2Options { RangeFloorFactor = 1.5 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Pact2Options { Rounding = (FixedPointRounding)9 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Pact2().Bits = 0);
    }

    [Fact]
    public void ThePrintedFormSaysHowItQuantizes()
    {
        using var quantizer = new Pact2();
        Assert.Equal("Pact2(8bit uncalibrated)", quantizer.ToString());
        quantizer.SetRange(-0.1f, 5.3f);
        Assert.Equal("Pact2(8bit signed clip=[-8, 8] scale=16)", quantizer.ToString());
        quantizer.SetRange(0, 0.3f);
        quantizer.UpdatesRange = false;
        Assert.Equal("Pact2(8bit unsigned clip=[0, 0.5] scale=512 frozen)", quantizer.ToString());
        quantizer.Enabled = false;
        Assert.Equal("Pact2(disabled)", quantizer.ToString());
        using var hardtanh = new Pact2(new Pact2Options { FixedRange = (-1, 1), Bits = 16 });
        Assert.Equal("Pact2(16bit signed clip=[-1, 1] scale=32768 fixed)", hardtanh.ToString());
    }

    [Fact]
    public void MarkersChangeNothing()
    {
        using var scope = NewDisposeScope();
        var x = rand(2, 3);
        using var here = new QuantizeHere();
        using var notHere = new NoQuantizeHere();
        Assert.Equal(Tensors.Floats(x), Tensors.Floats(here.call(x)));
        Assert.Equal(Tensors.Floats(x), Tensors.Floats(notHere.call(x)));
        Assert.Empty(here.state_dict());
        Assert.Empty(notHere.state_dict());
    }

    private static (float Low, float High) ClipOf(float low, float high, bool? signed = null)
    {
        using var quantizer = new Pact2(new Pact2Options { Signed = signed });
        quantizer.SetRange(low, high);
        return quantizer.ClipRange;
    }

    private static float[] State(Pact2 quantizer)
    {
        var state = quantizer.state_dict();
        return [.. Tensors.Floats(state["clips_act"]), state["num_batches_tracked"].item<float>()];
    }
}
