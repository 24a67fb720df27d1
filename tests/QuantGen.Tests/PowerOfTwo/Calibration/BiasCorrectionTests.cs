using QuantGen.PowerOfTwo;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.PowerOfTwo.Calibration;

public sealed class BiasCorrectionTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    // Section 1.6: mean error decays as 0.95^n, so that after 10, 50 and 100 batches 60 %, 7.7 % and 0.6 % remain.
    [Theory]
    [InlineData(1, 0.95, BiasMode.Int32)]
    [InlineData(10, 0.5987, BiasMode.Int32)]
    [InlineData(10, 0.5987, BiasMode.Float)]
    [InlineData(10, 0.5987, BiasMode.Saturate16)]
    [InlineData(50, 0.0769, BiasMode.Int32)]
    [InlineData(100, 0.00592, BiasMode.Saturate16)]
    public void Section_1_6_ConstantErrorOfAChannelDecays(int batches, double remains, BiasMode bias)
    {
        // Weights that lie between two levels of their grid, times inputs of one: an error that is the same for every batch.
        using var layer = nn.Conv2d(1, 3, 1);
        Set(layer.weight, [0.9961f, 0.3031f, -0.5117f]);
        Set(layer.bias!, [0.7f, -1.3f, 0.02f]);
        using var twin = new OneLayer(new PowerOfTwoConv2d(layer, new PowerOfTwoOptions { Bias = bias }));
        var weight = twin.Layer.Deployed().Weight.flatten();
        var error = HandTwin.Floats(layer.weight.flatten() - weight);
        Assert.All(error, static value => Assert.NotEqual(0, value));

        using var calibration = new PowerOfTwoCalibration(twin);
        calibration.Run(Enumerable.Repeat(ones(2, 1, 2, 2), batches));
        var left = HandTwin.Floats(layer.bias! + (layer.weight.flatten() - weight) - twin.Layer.bias!);
        foreach (var (start, end) in error.Zip(left))
        {
            Assert.Equal(Math.Pow(0.95, batches), end / start, 1e-3);
            Assert.Equal(remains, end / start, 1e-3);
        }
    }

    [Fact]
    public void EtaDecaysFromEpochToEpochWhereAskedFor()
    {
        using var layer = nn.Linear(1, 1);
        Set(layer.weight, [0.3031f]);
        Set(layer.bias!, [0]);
        using var twin = new OneLayer(new PowerOfTwoLinear(layer, new PowerOfTwoOptions { Bias = BiasMode.Float }));
        using var calibration = new PowerOfTwoCalibration(twin, new PowerOfTwoCalibrationSettings { Eta = 0.4, EtaDecay = 0.5 });
        var error = (layer.weight.flatten() - twin.Layer.Deployed().Weight.flatten()).item<float>();
        foreach (var expected in new[] { 0.6, 0.6 * 0.8, 0.6 * 0.8 * 0.9 })
        {
            calibration.Run([ones(2, 1)]);
            Assert.Equal(expected, (error - twin.Layer.bias!.item<float>()) / error, 1e-4);
        }

        Assert.Equal(3, calibration.Epoch);
    }

    [Fact]
    public void TheShiftOfAMergedNormalizationTakesTheCorrection()
    {
        using var twin = new HandTwin(new PowerOfTwoOptions());
        var before = HandTwin.Bytes(twin);
        using var calibration = new PowerOfTwoCalibration(twin);
        calibration.Run(HandTwin.Batches(2));
        var after = HandTwin.Bytes(twin);
        var changed = before.Keys.Where(key => before[key] != after[key] && !key.Contains("clips_act", StringComparison.Ordinal)
            && !(key.Contains("quantizer", StringComparison.Ordinal) || key.Contains("relu", StringComparison.Ordinal)));
        Assert.Equal(["bn1.bias", "bn2.bias", "conv3.bias", "fc.bias"], changed);
    }

    [Fact]
    public void CalibrationBringsTheMeanOfTheOutputCloser()
    {
        var batches = HandTwin.Batches(100);
        double Error(PowerOfTwoRecipe recipe)
        {
            using var twin = new HandTwin(recipe.PowerOfTwo, bits: 4);
            twin.eval();
            Switch(twin, false);
            var expected = cat([.. batches.Select(twin.call)]).mean([0]);
            Switch(twin, true);
            using var calibration = new PowerOfTwoCalibration(twin, recipe.Calibration);
            calibration.Run(batches);
            return (cat([.. batches.Select(twin.call)]).mean([0]) - expected).abs().mean().item<float>();
        }

        using var noGradient = no_grad();
        var (corrected, plain) = (Error(PowerOfTwoRecipe.AdvancedPerChannel), Error(PowerOfTwoRecipe.AdvancedPerChannel with { Calibration = PowerOfTwoRecipe.Simple.Calibration }));
        Assert.True(corrected < 0.5 * plain, $"{corrected} is not much less than {plain}");
    }

    [Fact]
    public void WeightSpreadIsCorrectedWhereAskedFor()
    {
        using var layer = nn.Conv2d(2, 2, 1);
        Set(layer.weight, [1, 0.004f, 0.003f, 0.0035f]);
        using var twin = new OneLayer(new PowerOfTwoConv2d(layer, new PowerOfTwoOptions { Bias = BiasMode.Float }));
        using var calibration = new PowerOfTwoCalibration(twin, new PowerOfTwoCalibrationSettings { WeightSpreadCorrection = true });
        var before = HandTwin.Floats(twin.Layer.weight);
        calibration.Run([new Draws(3).Normal(8, 2, 6, 6)]);
        var after = HandTwin.Floats(twin.Layer.weight);

        // The second channel loses its weights to rounding (its deviation is 0 or too large); the first hardly changes.
        Assert.InRange(after[0] / before[0], 0.999f, 1.001f);
        Assert.NotInRange(after[2] / before[2], 0.99f, 1.01f);
        Assert.Equal(after[2] / before[2], after[3] / before[3], 1e-5f);
    }

    [Fact]
    public void ANormalizationThatStandsByItselfIsCorrected()
    {
        using var twin = new NormFirst();
        using var calibration = new PowerOfTwoCalibration(twin, new PowerOfTwoCalibrationSettings { Eta = 1 });
        calibration.Run([full([2, 1, 2, 2], 0.7f), full([2, 1, 2, 2], 0.7f)]);

        // The quantizer before it makes 0.7 the next of 128 levels of 1: the shift takes the difference, times what the normalization multiplies by.
        var rounded = MathF.Floor((0.7f * 256) + 0.5f) / 256;
        Assert.Equal((0.7f - rounded) / MathF.Sqrt(1 + 1e-5f), twin.Norm.bias!.item<float>(), 1e-6f);
    }

    private static void Set(Tensor target, float[] values)
    {
        using var noGradient = no_grad();
        target.copy_(tensor(values).reshape(target.shape));
    }

    private static void Switch(nn.Module twin, bool isOn)
    {
        foreach (var module in twin.modules())
        {
            if (module is PowerOfTwoLayer layer)
                layer.Enabled = isOn;
            else if (module is Pact2 quantizer)
                quantizer.Enabled = isOn;
        }
    }

    private sealed class OneLayer : nn.Module<Tensor, Tensor>
    {
        private readonly Pact2 input = new(new Pact2Options { Signed = true, FixedRange = (-2, 2) });
        private readonly PowerOfTwoLayer layer;

        public OneLayer(PowerOfTwoLayer layer)
            : base(nameof(OneLayer))
        {
            this.layer = layer;
            layer.InputRange = input;
            RegisterComponents();
        }

        public PowerOfTwoLayer Layer => layer;

        public override Tensor forward(Tensor x) => layer.call(input.call(x));
    }

    private sealed class NormFirst : nn.Module<Tensor, Tensor>
    {
        private readonly Pact2 input = new(new Pact2Options { Signed = false, Tail = 0 });
        private readonly BatchNorm2d norm = nn.BatchNorm2d(1);

        public NormFirst()
            : base(nameof(NormFirst)) => RegisterComponents();

        public BatchNorm2d Norm => norm;

        public override Tensor forward(Tensor x) => norm.call(input.call(x));
    }
}
