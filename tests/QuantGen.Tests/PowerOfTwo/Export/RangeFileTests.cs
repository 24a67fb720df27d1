using QuantGen.PowerOfTwo;
using QuantGen.Tests.PowerOfTwo.Calibration;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.PowerOfTwo.Export;

public sealed class RangeFileTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.json");

    public void Dispose()
    {
        _scope.Dispose();
        File.Delete(_file);
    }

    [Fact]
    public void TheSchemaIsThis()
    {
        new RangeFile("QuantNet",
        [
            new RangeEntry("conv1", RangeKind.Weight, 8, true, new(-1, 1, 128), [new(-1, 1, 128), new(-0.5f, 0.5f, 256)]),
            new RangeEntry("conv1", RangeKind.Bias, 8, true, new(-2, 2, 64), []),
            new RangeEntry("relu1", RangeKind.Activation, 16, false, new(0, 8, 8192), []),
            new RangeEntry("add", RangeKind.Activation, 8, true, new(-3, 3, 128f / 3), []),
        ]).Save(_file);
        Assert.Equal(
            """
            {
              "format": "quantgen-ranges",
              "version": 1,
              "model": "QuantNet",
              "layers": [
                {
                  "name": "conv1",
                  "kind": "weight",
                  "bits": 8,
                  "signed": true,
                  "min": -1,
                  "max": 1,
                  "scaleExponent": 7,
                  "channels": [
                    {
                      "min": -1,
                      "max": 1,
                      "scaleExponent": 7
                    },
                    {
                      "min": -0.5,
                      "max": 0.5,
                      "scaleExponent": 8
                    }
                  ]
                },
                {
                  "name": "conv1",
                  "kind": "bias",
                  "bits": 8,
                  "signed": true,
                  "min": -2,
                  "max": 2,
                  "scaleExponent": 6
                },
                {
                  "name": "relu1",
                  "kind": "activation",
                  "bits": 16,
                  "signed": false,
                  "min": 0,
                  "max": 8,
                  "scaleExponent": 13
                },
                {
                  "name": "add",
                  "kind": "activation",
                  "bits": 8,
                  "signed": true,
                  "min": -3,
                  "max": 3,
                  "scale": 42.666668
                }
              ]
            }

            """.ReplaceLineEndings("\n"),
            File.ReadAllText(_file));
    }

    [Theory]
    [InlineData(Granularity.PerTensor, BiasMode.Saturate16)]
    [InlineData(Granularity.Depthwise, BiasMode.Int32)]
    [InlineData(Granularity.PerChannel, BiasMode.ReduceWeightScale)]
    public void EveryBoundOfACalibratedTwinIsAPowerOfTwo(Granularity weights, BiasMode bias)
    {
        using var twin = Calibrated(new PowerOfTwoOptions { Weights = weights, Bias = bias });
        var ranges = RangeFile.Of(twin);
        Assert.Equal(4, ranges.Entries.Count(static entry => entry.Kind == RangeKind.Weight));
        Assert.Equal(4, ranges.Entries.Count(static entry => entry.Kind == RangeKind.Bias));
        Assert.Equal(6, ranges.Entries.Count(static entry => entry.Kind == RangeKind.Activation));
        Assert.Equal(weights != Granularity.PerTensor, ranges.Entries.Single(static entry => entry is { Name: "conv2", Kind: RangeKind.Weight }).Channels.Count == 8);
        Assert.Equal(weights == Granularity.PerChannel, ranges.Entries.Single(static entry => entry is { Name: "conv1", Kind: RangeKind.Weight }).Channels.Count == 8);
        foreach (var bounds in ranges.Entries.SelectMany(static entry => entry.Channels.Append(entry.Bounds)))
        {
            Assert.NotNull(bounds.ScaleExponent);
            Assert.Equal(bounds.Max, PowersOfTwo.Ceiling(bounds.Max));
            Assert.True(bounds.Min == 0 || bounds.Min == -bounds.Max);
        }

        var relu = ranges.Entries.Single(static entry => entry.Name == "relu1");
        Assert.Equal((0, 256 / relu.Bounds.Max, twin.Relu1.Scale), (relu.Bounds.Min, relu.Bounds.Scale, relu.Bounds.Scale));
    }

    [Fact]
    public void WhatIsWrittenIsReadAndEqualTwinsGiveEqualBytes()
    {
        using var twin = Calibrated(new PowerOfTwoOptions { Weights = Granularity.PerChannel });
        RangeFile.Of(twin).Save(_file);
        var bytes = File.ReadAllBytes(_file);
        var read = RangeFile.Load(_file);
        read.Save(_file);
        Assert.Equal(bytes, File.ReadAllBytes(_file));
        using var again = Calibrated(new PowerOfTwoOptions { Weights = Granularity.PerChannel });
        RangeFile.Of(again).Save(_file);
        Assert.Equal(bytes, File.ReadAllBytes(_file));

        using var fresh = new HandTwin(new PowerOfTwoOptions { Weights = Granularity.PerChannel });
        read.ApplyTo(fresh);
        Assert.Equal(twin.Relu1.ClipRange, fresh.Relu1.ClipRange);
        Assert.Equal(
            RangeFile.Of(twin).Entries.Where(static entry => entry.Kind == RangeKind.Activation).Select(static entry => entry.Bounds),
            RangeFile.Of(fresh).Entries.Where(static entry => entry.Kind == RangeKind.Activation).Select(static entry => entry.Bounds));
    }

    [Fact]
    public void RangesOfAnotherTwinAreRefused()
    {
        using var twin = Calibrated(new PowerOfTwoOptions());
        var ranges = RangeFile.Of(twin);
        using var bits = new HandTwin(bits: 7);
        Assert.Contains("bits", Assert.Throws<QuantizationException>(() => ranges.ApplyTo(bits)).Message, StringComparison.Ordinal);
        Assert.False(bits.Relu1.IsCalibrated);
        using var model = nn.Linear(1, 1);
        Assert.Contains("has no quantizer", Assert.Throws<QuantizationException>(() => ranges.ApplyTo(model)).Message, StringComparison.Ordinal);
        using var fresh = new HandTwin();
        Assert.Throws<UncalibratedQuantizerException>(() => RangeFile.Of(fresh));
    }

    [Theory]
    [InlineData("", "damaged")]
    [InlineData("[]", "holds no ranges")]
    [InlineData("""{"format": "other"}""", "holds no ranges")]
    [InlineData("""{"format": 3}""", "damaged")]
    [InlineData("""{"format": "quantgen-ranges", "version": 2}""", "version 2")]
    [InlineData("""{"format": "quantgen-ranges", "version": 1, "model": "A", "layers": [{"name": "a", "kind": "weight", "bits": 0, "signed": true, "min": -1, "max": 1, "scaleExponent": 7}]}""", "damaged")]
    [InlineData("""{"format": "quantgen-ranges", "version": 1, "model": "A", "layers": [{"name": "a", "kind": "w", "bits": 8, "signed": true, "min": -1, "max": 1, "scaleExponent": 7}]}""", "damaged")]
    [InlineData("""{"format": "quantgen-ranges", "version": 1, "model": "A", "layers": [{"name": "a", "kind": "weight", "bits": 8, "signed": true, "min": 1, "max": -1, "scaleExponent": 7}]}""", "damaged")]
    [InlineData("""{"format": "quantgen-ranges", "version": 1, "model": "A", "layers": [{"name": "a", "kind": "weight", "bits": 8, "signed": true, "min": -1, "max": 1, "scaleExponent": 700}]}""", "damaged")]
    public void DamagedFilesAreRefused(string text, string says)
    {
        File.WriteAllText(_file, text);
        var message = Assert.Throws<CheckpointException>(() => RangeFile.Load(_file)).Message;
        Assert.Contains(says, message, StringComparison.Ordinal);
        Assert.Contains(_file, message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatCannotBeReadOrWrittenIsNamed()
    {
        Assert.Throws<CheckpointException>(() => RangeFile.Load(_file));
        Assert.Throws<CheckpointException>(() => new RangeFile("A", []).Save(Path.Combine(_file, "deeper")));
    }

    private static HandTwin Calibrated(PowerOfTwoOptions options)
    {
        var twin = new HandTwin(options);
        using var calibration = new PowerOfTwoCalibration(twin);
        calibration.Run(HandTwin.Batches(2));
        return twin;
    }
}
