using QuantGen.Calibration;
using QuantGen.Quantizers;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Calibration;

public sealed class CalibrationStateTests : IDisposable
{
    private static readonly CalibrationMethod[] Methods =
        [CalibrationMethod.Max, CalibrationMethod.Percentile(), CalibrationMethod.Percentile(90), CalibrationMethod.Mse(), CalibrationMethod.Entropy()];

    private readonly StateFiles _files = new();
    private readonly ResidualNet _net;
    private readonly Tensor[] _batches;

    public CalibrationStateTests()
    {
        random.manual_seed(11);
        _net = new ResidualNet(4, CalibratorKind.Histogram);
        _batches = [.. Enumerable.Range(0, 20).Select(static i => randn(2, 2, 8, 8) * (1 + (i * 7 % 5)))];
    }

    public void Dispose()
    {
        _files.Dispose();
        _net.Dispose();
        foreach (var batch in _batches)
            batch.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    public void ShardsThroughFilesGiveTheRangesOfOneRun(int shards)
    {
        using var whole = Collected(_batches);
        for (var shard = 0; shard < shards; shard++)
        {
            using var part = Collected([.. _batches.Where((_, i) => i % shards == shard)]);
            part.Save(_files[$"{shard}"]);
        }

        CalibrationState.Merge([.. Enumerable.Range(0, shards).Select(shard => CalibrationState.Load(_files[$"{shard}"]))]).Save(_files["merged"]);
        using var merged = new Calibrator(_net);
        merged.Add(CalibrationState.Load(_files["merged"]));

        Assert.Equal(_batches.Length, merged.Batches);
        Assert.All(Methods, method => Assert.Equal(Ranges(whole, method), Ranges(merged, method)));
    }

    [Fact]
    public void OrderOfMergingDoesNotMatterToTheByte()
    {
        CalibrationState[] parts = [State(_batches[..3]), State(_batches[3..4]), State(_batches[4..])];
        CalibrationState.Merge(parts).Save(_files["forward"]);
        CalibrationState.Merge([.. parts.Reverse()]).Save(_files["backward"]);

        Assert.Equal(File.ReadAllBytes(_files["forward"]), File.ReadAllBytes(_files["backward"]));
    }

    [Fact]
    public void StatesAddUpInACalibratorAndSoDoesWhatItCollectsAfterwards()
    {
        using var whole = Collected(_batches);
        using var calibrator = Collected(_batches[..2]);
        calibrator.Add(State(_batches[2..9]));
        calibrator.Collect(_batches[9..12]);
        calibrator.Add(State(_batches[12..]));

        Assert.All(Methods, method => Assert.Equal(Ranges(whole, method), Ranges(calibrator, method)));
        Assert.Equal(20, calibrator.Batches);
    }

    [Fact]
    public void StateStaysWhatItIsWhenMoreIsCollected()
    {
        using var calibrator = Collected(_batches[..2]);
        var state = calibrator.State();
        calibrator.Collect(_batches[2..]);

        state.Save(_files["early"]);
        State(_batches[..2]).Save(_files["expected"]);
        Assert.Equal(File.ReadAllBytes(_files["expected"]), File.ReadAllBytes(_files["early"]));
    }

    [Fact]
    public void FileHoldsWhatWasSaved()
    {
        var state = State(_batches);
        state.Save(_files["state"]);
        var loaded = CalibrationState.Load(_files["state"]);

        Assert.Equal(("ResidualNet", 20L), (loaded.Model, loaded.Batches));
        Assert.Equal(state.Quantizers.Select(static q => (q.Name, q.IsWeight, q.Descriptor, q.Collected.Count)), loaded.Quantizers.Select(static q => (q.Name, q.IsWeight, q.Descriptor, q.Collected.Count)));
        Assert.All(state.Quantizers.Zip(loaded.Quantizers), static pair => Assert.True(pair.First.Collected.HoldsSameAs(pair.Second.Collected)));
        Assert.Equal(["state"], _files.Names);
    }

    [Fact]
    public void QuantizersThatNoShardReachesAreUnreachedAfterwards()
    {
        using var net = new Probe { Skips = true };
        using var pair = TorchSharp.torch.nn.Sequential(("probe", net), ("other", new TensorQuantizer()));
        using var input = ones(3);
        using var first = new Calibrator(pair);
        first.Collect([input]);
        first.Save(_files["state"]);

        using var second = new Calibrator(pair);
        second.Add(CalibrationState.Merge([CalibrationState.Load(_files["state"]), CalibrationState.Load(_files["state"])]));

        Assert.Equal(["probe.quantizer"], second.Compute(CalibrationMethod.Max).Unreached);
    }

    [Fact]
    public void FileCannotBeWrittenWhereThereIsNoFolder()
    {
        var error = Assert.Throws<CheckpointException>(() => State(_batches).Save(_files["nowhere/state"]));

        Assert.Contains("nowhere/state", error.Message, StringComparison.Ordinal);
        Assert.Empty(_files.Names);
    }

    private CalibrationState State(Tensor[] batches)
    {
        using var calibrator = Collected(batches);
        return calibrator.State();
    }

    private Calibrator Collected(Tensor[] batches)
    {
        var calibrator = new Calibrator(_net);
        calibrator.Collect(batches);
        return calibrator;
    }

    private static IEnumerable<string> Ranges(Calibrator calibrator, CalibrationMethod method) =>
        calibrator.Compute(method).Ranges.Select(static range => $"{range.Quantizer}: {string.Join(' ', range.Amax.Select(BitConverter.SingleToInt32Bits))} {range.ClippedShare}");
}
