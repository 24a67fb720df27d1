using QuantGen.PowerOfTwo;
using QuantGen.Tests.Calibration;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.PowerOfTwo.Calibration;

public sealed class CalibrationStateTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.safetensors");

    public static TheoryData<string> Recipes => [.. PowerOfTwoRecipe.All.Select(static recipe => recipe.Name)];

    public void Dispose()
    {
        _scope.Dispose();
        File.Delete(_file);
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void CalibratingTwiceGivesTheSameBytes(string name)
    {
        var recipe = PowerOfTwoRecipe.All.Single(recipe => recipe.Name == name);
        var batches = HandTwin.Batches(5);
        Assert.Equal(Calibrated(recipe, batches), Calibrated(recipe, batches));
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void StoppingAndResumingIsTheSameAsNotStopping(string name)
    {
        var recipe = PowerOfTwoRecipe.All.Single(recipe => recipe.Name == name);
        Resumes(recipe);
        Resumes(recipe with { Calibration = recipe.Calibration with { RangePass = CalibrationPass.Float } });
    }

    [Fact]
    public void ItIsTheSameWithEverySetting() => Resumes(PowerOfTwoRecipe.Advanced with
    {
        Calibration = new PowerOfTwoCalibrationSettings { EtaDecay = 0.5, WeightSpreadCorrection = true },
    });

    [Fact]
    public void ACancelledRunLeavesTheTwinAndGoesOn()
    {
        var batches = HandTwin.Batches(6);
        var whole = Calibrated(PowerOfTwoRecipe.Advanced, batches);
        using var twin = new HandTwin(PowerOfTwoRecipe.Advanced.PowerOfTwo);
        var before = HandTwin.Bytes(twin);
        using var calibration = new PowerOfTwoCalibration(twin);
        using var cancel = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => calibration.Run(batches.Select((batch, i) =>
        {
            if (i == 2)
                cancel.Cancel();

            return batch;
        }), ct: cancel.Token));
        Assert.Equal(before, HandTwin.Bytes(twin));
        Assert.Equal((2, 0), (calibration.Batches, calibration.Epoch));
        calibration.Run(batches[2..]);
        Assert.Equal(whole, HandTwin.Bytes(twin));
    }

    [Fact]
    public void ABatchThatFailsLeavesNoTrace()
    {
        var batches = HandTwin.Batches(4);
        var whole = Calibrated(PowerOfTwoRecipe.Advanced, batches);
        using var twin = new HandTwin(PowerOfTwoRecipe.Advanced.PowerOfTwo);
        twin.Conv2.Enabled = true;
        twin.Relu1.UpdatesRange = true;
        twin.eval();
        twin.Bn1.train();
        var before = HandTwin.Bytes(twin);
        using var calibration = new PowerOfTwoCalibration(twin);
        Assert.Throws<QuantizationException>(() => calibration.Run([batches[0], full([4, 3, 8, 8], float.NaN), batches[1]]));
        Assert.Contains("of shape", Assert.Throws<CalibrationException>(() => calibration.Run([zeros(4, 5, 8, 8)])).Message, StringComparison.Ordinal);
        Assert.Equal(before, HandTwin.Bytes(twin));
        Assert.True(twin.Bn1.training);
        Assert.False(twin.training);
        Assert.False(twin.Relu1.training);
        Assert.True(twin is { Conv2.Enabled: true, Relu1: { Enabled: true, UpdatesRange: true } });
        Assert.Null(twin.Conv1.Observer);
        Assert.True(is_grad_enabled());

        Assert.Equal(1, calibration.Batches);
        calibration.Run(batches[1..]);
        Assert.Equal(whole, HandTwin.Bytes(twin));
    }

    [Fact]
    public void StepsChangeTheTwinOnlyWhenApplied()
    {
        var batches = HandTwin.Batches(3);
        using var twin = new HandTwin(PowerOfTwoRecipe.Advanced.PowerOfTwo);
        var before = HandTwin.Bytes(twin);
        using var calibration = new PowerOfTwoCalibration(twin);
        Assert.Throws<CalibrationException>(calibration.Apply);
        foreach (var batch in batches)
            calibration.Step(() => twin.call(batch));

        Assert.Equal(before, HandTwin.Bytes(twin));
        calibration.Apply();
        Assert.Equal(Calibrated(PowerOfTwoRecipe.Advanced, batches), HandTwin.Bytes(twin));
    }

    [Fact]
    public void WhatIsOffOrFrozenStaysSo()
    {
        using var twin = new HandTwin();
        twin.Relu1.SetRange(0, 3);
        twin.Relu1.UpdatesRange = false;
        twin.Conv2.Enabled = false;
        using var calibration = new PowerOfTwoCalibration(twin);
        calibration.Run(HandTwin.Batches(2));
        Assert.Equal((0, 3), twin.Relu1.StoredRange);
        Assert.False(twin.Conv2.Enabled);
    }

    [Fact]
    public void RangesOfEitherPassAreThoseOfThatNetwork()
    {
        var batches = HandTwin.Batches(1);
        var ranges = new List<(float Low, float High)>();
        foreach (var pass in new[] { CalibrationPass.Float, CalibrationPass.Quantized })
        {
            using var twin = new HandTwin(new PowerOfTwoOptions { ActivationTail = 0 }, bits: 3);
            using var calibration = new PowerOfTwoCalibration(twin, new PowerOfTwoCalibrationSettings { BiasCorrection = false, RangePass = pass });
            calibration.Run(batches);
            Assert.Equal(1, twin.Calls);
            ranges.Add(twin.Relu1.StoredRange);
        }

        using var model = new HandTwin();
        model.eval();
        var inFloat = nn.functional.conv2d(batches[0], model.Conv1.weight, padding: [1, 1]);
        var expected = nn.functional.relu(model.Bn1.call(inFloat)).max().item<float>();
        Assert.Equal(expected, ranges[0].High);
        Assert.NotEqual(expected, ranges[1].High);
    }

    [Fact]
    public void AStateOfSomethingElseIsRefused()
    {
        var batches = HandTwin.Batches(2);
        using (var twin = new HandTwin())
        using (var calibration = new PowerOfTwoCalibration(twin))
        {
            Assert.Throws<CalibrationException>(() => calibration.Save(_file));
            calibration.Run(batches);
            calibration.Save(_file);
        }

        Refuses<CalibrationException>(new HandTwin(seed: 2), null, "other weights or settings");
        Refuses<CalibrationException>(new HandTwin(bits: 7), null, "other weights or settings");
        Refuses<CalibrationException>(new HandTwin(), new PowerOfTwoCalibrationSettings { Eta = 0.1 }, "other weights or settings");
        var bytes = File.ReadAllBytes(_file);
        foreach (var length in new[] { 0, 10, bytes.Length / 2, bytes.Length - 1 })
        {
            File.WriteAllBytes(_file, bytes[..length]);
            Refuses<CheckpointException>(new HandTwin(), null, _file);
        }

        File.Delete(_file);
        Refuses<CheckpointException>(new HandTwin(), null, "cannot be read");
    }

    [Fact]
    public void NoBatchAndNoTwinAreErrors()
    {
        using var twin = new HandTwin();
        using var calibration = new PowerOfTwoCalibration(twin);
        var before = HandTwin.Bytes(twin);
        Assert.Contains("no batch", Assert.Throws<CalibrationException>(() => calibration.Run([])).Message, StringComparison.Ordinal);
        Assert.Equal(before, HandTwin.Bytes(twin));
        using var model = nn.Linear(2, 2);
        Assert.Contains("no power-of-two twin", Assert.Throws<CalibrationException>(() => new PowerOfTwoCalibration(model)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ProgressIsTold()
    {
        using var twin = new HandTwin();
        using var calibration = new PowerOfTwoCalibration(twin);
        var told = new List<QuantizationProgress>();
        calibration.Run(HandTwin.Batches(2), new Told(told));
        Assert.Equal([new("calibrate", 1, 2), new("calibrate", 2, 2)], told);
    }

    private static SortedDictionary<string, string> Calibrated(PowerOfTwoRecipe recipe, Tensor[] batches)
    {
        using var twin = new HandTwin(recipe.PowerOfTwo);
        using var calibration = new PowerOfTwoCalibration(twin, recipe.Calibration);
        calibration.Run(batches);
        return HandTwin.Bytes(twin);
    }

    private void Resumes(PowerOfTwoRecipe recipe)
    {
        var batches = HandTwin.Batches(6);
        using var whole = new HandTwin(recipe.PowerOfTwo);
        using (var calibration = new PowerOfTwoCalibration(whole, recipe.Calibration))
        {
            calibration.Run(batches[..4]);
            calibration.Run(batches[4..]);
        }

        using (var stopped = new HandTwin(recipe.PowerOfTwo))
        using (var calibration = new PowerOfTwoCalibration(stopped, recipe.Calibration))
        {
            calibration.Run(batches[..4]);
            calibration.Step(batches[4]);
            calibration.Save(_file);
        }

        using var resumed = new HandTwin(recipe.PowerOfTwo);
        using (var calibration = new PowerOfTwoCalibration(resumed, recipe.Calibration))
        {
            calibration.Load(_file);
            Assert.Equal((5, 1), (calibration.Batches, calibration.Epoch));
            var bytes = File.ReadAllBytes(_file);
            calibration.Save(_file);
            Assert.Equal(bytes, File.ReadAllBytes(_file));
            calibration.Run(batches[5..]);
        }

        Assert.Equal(HandTwin.Bytes(whole), HandTwin.Bytes(resumed));
    }

    private void Refuses<TError>(HandTwin twin, PowerOfTwoCalibrationSettings? settings, string says)
        where TError : Exception
    {
        using (twin)
        using (var calibration = new PowerOfTwoCalibration(twin, settings))
        {
            Assert.Contains(says, Assert.Throws<TError>(() => calibration.Load(_file)).Message, StringComparison.Ordinal);
            Assert.Equal(0, calibration.Batches);
        }
    }
}
