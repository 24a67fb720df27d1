using QuantGen.Calibration;
using QuantGen.Checkpoints;
using QuantGen.Checkpoints.Safetensors;
using QuantGen.Quantizers;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Calibration;

public sealed class CalibrationStateErrorTests : IDisposable
{
    private readonly StateFiles _files = new();
    private readonly ResidualNet _net = new(4, CalibratorKind.Histogram);
    private readonly Tensor _batch = randn(4, 2, 8, 8);

    public void Dispose()
    {
        _files.Dispose();
        _net.Dispose();
        _batch.Dispose();
    }

    [Fact]
    public void ShardsWithOtherWeightsNameTheQuantizerAndBothFiles()
    {
        var first = Saved("first");
        using (no_grad())
            _net.get_parameter("block.conv2.weight")![1, 0, 0, 0] = 10;
        var second = Saved("second");

        var error = Assert.Throws<CalibrationException>(() => CalibrationState.Merge([first, second]));
        Assert.Equal(
            $"Quantizer 'block.conv2._weight_quantizer' has measured different weights, so that the shards ran different models: '{_files["first"]}' and '{_files["second"]}' cannot be added; calibrate all shards with the same model and options.",
            error.Message);
    }

    [Fact]
    public void StateOfOtherWeightsThanTheModelsIsRefusedAndChangesNothing()
    {
        var state = Saved("state");
        using (no_grad())
            _net.get_parameter("fc.weight")!.mul_(2);
        using var calibrator = new Calibrator(_net);

        var error = Assert.Throws<CalibrationException>(() => calibrator.Add(state));
        Assert.StartsWith("Quantizer 'fc._weight_quantizer' has measured different weights", error.Message, StringComparison.Ordinal);
        Assert.Contains("'the model ResidualNet'", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, calibrator.Batches);
        Assert.All(calibrator.Collectors, static collector => Assert.Equal(0, collector.Value.Count));
    }

    [Fact]
    public void StateOfOtherQuantizersListsThem()
    {
        var state = Saved("state");
        _net.Quantizers()[0].Quantizer.Enabled = false;
        var other = Saved("other");
        using var calibrator = new Calibrator(_net);

        var merging = Assert.Throws<CalibrationException>(() => CalibrationState.Merge([other, state]));
        var adding = Assert.Throws<CalibrationException>(() => calibrator.Add(state));
        Assert.Equal($"'{_files["state"]}' was collected for other quantizers than those of '{_files["other"]}'; not in '{_files["other"]}': block.conv1._input_quantizer.", merging.Message);
        Assert.Contains("not in 'the model ResidualNet': block.conv1._input_quantizer.", adding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StateOfAnotherModelIsRefused()
    {
        using var probe = new Probe();
        using var calibrator = new Calibrator(probe);

        var error = Assert.Throws<CalibrationException>(() => CalibrationState.Merge([Saved("state"), calibrator.State()]));
        Assert.Contains("for the model 'ResidualNet'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherDescriptorNamesTheQuantizer()
    {
        var state = Saved("state");
        _net.Quantizers().Single(static named => named.Name == "fc._input_quantizer").Quantizer.Bits = 4;
        using var calibrator = new Calibrator(_net);

        var error = Assert.Throws<CalibrationException>(() => calibrator.Add(state));
        Assert.StartsWith("Quantizer 'fc._input_quantizer' is QuantDescriptor(4bit", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OtherBinsNameTheQuantizer()
    {
        var state = Saved("state");
        using var calibrator = new Calibrator(_net, new CalibratorOptions { Histogram = new HistogramOptions { Bins = 512 } });

        var error = Assert.Throws<CalibrationException>(() => calibrator.Add(state));
        Assert.StartsWith("Quantizer 'block.conv1._input_quantizer' was collected with Bins 512, SkipZeros False and Bins 2048, SkipZeros False", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void HistogramsThatFollowTheFirstTensorCannotBeKept()
    {
        using var calibrator = new Calibrator(_net, new CalibratorOptions { Histogram = HistogramOptions.Peer });
        calibrator.Collect([_batch]);

        var error = Assert.Throws<CalibrationException>(() => calibrator.Save(_files["state"]));
        Assert.StartsWith("Quantizer 'block.conv1._input_quantizer': The bins of a histogram of form FirstTensor", error.Message, StringComparison.Ordinal);
        Assert.Empty(_files.Names);
    }

    [Fact]
    public void CollectorsThatCannotBeKeptAreNamed()
    {
        using var calibrator = new Calibrator(_net, new CalibratorOptions { CollectorOf = static (name, _) => name.StartsWith("fc", StringComparison.Ordinal) ? new CountingCollector() : null });
        calibrator.Collect([_batch]);

        var error = Assert.Throws<CalibrationException>(() => calibrator.Save(_files["state"]));
        Assert.EndsWith("IMergeableCollector: fc._input_quantizer (CountingCollector), fc._weight_quantizer (CountingCollector).", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CollectorOfAUserThatCanBeKeptTakesPart()
    {
        var options = new CalibratorOptions { CollectorOf = static (name, _) => name == "fc._input_quantizer" ? new MeanCollector() : null };
        using var whole = new Calibrator(_net, options);
        using var part = new Calibrator(_net, options);
        whole.Collect([_batch, _batch]);
        part.Collect([_batch]);
        part.Save(_files["part"]);
        var state = CalibrationState.Load(_files["part"]);
        using var merged = new Calibrator(_net, options);
        merged.Add(state);
        merged.Add(state);

        Assert.Equal(Range(whole), Range(merged));
        var error = Assert.Throws<CalibrationException>(() => CalibrationState.Merge([state, state]));
        Assert.StartsWith("Quantizer 'fc._input_quantizer' was collected by a collector of the kind 'mean'", error.Message, StringComparison.Ordinal);

        static float Range(Calibrator calibrator) => calibrator.Compute(CalibrationMethod.Max).Ranges.Single(static range => range.Quantizer == "fc._input_quantizer").Amax[0];
    }

    [Theory]
    [InlineData("format", "something else", "holds no calibration state")]
    [InlineData("version", "2", "of version 2, and this library reads version 1")]
    [InlineData("batches", "-3", "is damaged")]
    [InlineData("quantizers", "[", "is damaged")]
    [InlineData("quantizers", "[{}]", "is damaged")]
    [InlineData("quantizers", """[{"name":"a","weight":false,"descriptor":{"bits":99},"kind":"max","settings":{},"count":0,"integers":[],"numbers":[]}]""", "is damaged")]
    [InlineData("quantizers", """[{"name":"a","weight":false,"descriptor":{},"kind":"max","settings":{},"count":0,"integers":["shape"],"numbers":[]}]""", "is damaged")]
    public void FileOfOtherContentIsRefused(string key, string value, string message)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["format"] = "quantgen-calibration",
            ["version"] = "1",
            ["model"] = "M",
            ["batches"] = "1",
            ["quantizers"] = "[]",
        };
        metadata[key] = value;
        AtomicFile.Write(_files["file"], stream => SafetensorsWriter.Write(stream, [], metadata));

        var error = Assert.Throws<CheckpointException>(() => CalibrationState.Load(_files["file"]));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(_files["file"], error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingFileIsNamed()
    {
        var error = Assert.Throws<CheckpointException>(() => CalibrationState.Load(_files["missing"]));
        Assert.Contains(_files["missing"], error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DamagedFilesAreRefusedOrGiveNumbersThatAreChecked()
    {
        Saved("state");
        var bytes = File.ReadAllBytes(_files["state"]);
        var random = new Random(5);
        var refused = 0;
        for (var i = 0; i < 500; i++)
        {
            byte[] damaged = [.. bytes];
            var header = 8 + (int)BitConverter.ToInt64(bytes);
            if (i % 5 == 0)
                damaged = damaged[..random.Next(damaged.Length)];
            else
                damaged[i % 2 == 0 ? random.Next(header) : random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));

            File.WriteAllBytes(_files["damaged"], damaged);
            using var calibrator = new Calibrator(_net);
            try
            {
                calibrator.Add(CalibrationState.Load(_files["damaged"]));
                calibrator.Compute(CalibrationMethod.Percentile());
            }
            catch (QuantizationException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 300, 500);
    }

    private CalibrationState Saved(string name)
    {
        using var calibrator = new Calibrator(_net);
        calibrator.Collect([_batch]);
        calibrator.Save(_files[name]);
        return CalibrationState.Load(_files[name]);
    }
}
