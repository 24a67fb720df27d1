using QuantGen.Calibration;
using QuantGen.Quantizers;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Calibration;

public sealed class CalibratorTests : IDisposable
{
    private readonly ResidualNet _net;
    private readonly Tensor[] _batches;

    public CalibratorTests()
    {
        random.manual_seed(7);
        _net = new ResidualNet(4, CalibratorKind.Histogram);
        _batches = [randn(4, 2, 8, 8), randn(4, 2, 8, 8), randn(2, 2, 8, 8) * 3];
    }

    public void Dispose()
    {
        _net.Dispose();
        foreach (var batch in _batches)
            batch.Dispose();
    }

    [Fact]
    public void DataIsCollectedOnceAndRangesComputedByEveryMethod()
    {
        using var calibrator = new Calibrator(_net);
        calibrator.Collect(_batches);

        var max = calibrator.Compute(CalibrationMethod.Max);
        var percentile = calibrator.Compute(CalibrationMethod.Percentile(90));
        var mse = calibrator.Compute(CalibrationMethod.Mse());
        var again = calibrator.Compute(CalibrationMethod.Max);

        Assert.Equal(9, max.Ranges.Count);
        Assert.Equal("max: 9 quantizers calibrated.", max.ToString());
        Assert.Equal(max.Ranges.Select(static range => range.Amax), again.Ranges.Select(static range => range.Amax));
        var (atMax, atPercentile, atMse) = (Input(max), Input(percentile), Input(mse));
        Assert.True(atPercentile.Amax[0] < atMse.Amax[0] && atMse.Amax[0] <= atMax.Amax[0]);
        Assert.Equal(0, atMax.ClippedShare);
        Assert.InRange(atPercentile.ClippedShare, 0.08, 0.1 + 0.02);
    }

    [Fact]
    public void MaximumOfTheInputQuantizerIsTheLargestMagnitudeOfTheData()
    {
        using var calibrator = new Calibrator(_net);
        calibrator.Collect(_batches);
        calibrator.Compute(CalibrationMethod.Max);

        var expected = _batches.Max(static batch => Tensors.Floats(batch).Max(MathF.Abs));
        Assert.Equal(expected, _net.get_buffer("block.conv1._input_quantizer._amax")!.item<float>());
    }

    [Fact]
    public void RangesOfWeightsAreTheirLargestMagnitudesPerChannel()
    {
        using var calibrator = new Calibrator(_net);
        calibrator.Collect(_batches);
        calibrator.Compute(CalibrationMethod.Percentile(50));

        using var expected = _net.get_parameter("block.conv1.weight")!.abs().amax([1, 2, 3], keepdim: true);
        Assert.Equal(Tensors.Floats(expected), Tensors.Floats(_net.get_buffer("block.conv1._weight_quantizer._amax")!));
    }

    [Fact]
    public void CollectingAgainAddsUpForActivationsAndStartsAnewForWeights()
    {
        using var calibrator = new Calibrator(_net);
        calibrator.Collect(_batches[..1]);
        using (no_grad())
            _net.get_parameter("fc.weight")!.mul_(0.5);
        calibrator.Collect(_batches[1..]);
        var twice = calibrator.Compute(CalibrationMethod.Max);

        using var once = new Calibrator(_net);
        once.Collect(_batches);
        Assert.Equal(3, calibrator.Batches);
        Assert.Equal(once.Compute(CalibrationMethod.Max).Ranges.Select(static range => range.Amax), twice.Ranges.Select(static range => range.Amax));
    }

    [Fact]
    public void WeightThatIsNotReachedAgainKeepsWhatWasCollected()
    {
        using var calibrator = new Calibrator(_net);
        using var features = randn(2, 16);
        calibrator.Collect(_batches);
        calibrator.Collect(() => ((Module<Tensor, Tensor>)_net.named_children().Single(static child => child.Item1 == "fc").Item2).call(features));

        Assert.Empty(calibrator.Compute(CalibrationMethod.Max).Unreached);
    }

    [Fact]
    public void WhileCollectingTheModelIsFloatAndInEvaluationMode()
    {
        using var net = new Probe();
        net.train();
        net.quantizer.Amax = tensor(0.001f);
        using var input = ones(3);
        using var calibrator = new Calibrator(net);

        calibrator.Collect([input]);

        Assert.Equal([1f, 1f, 1f], net.Output);
        Assert.False(net.WasTraining);
        Assert.False(net.HadGradients);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void StateIsRestoredAfterCollectingAndAfterAnError(bool fails)
    {
        using var net = new Probe { Fails = fails };
        net.train();
        net.inner.eval();
        net.quantizer.QuantEnabled = false;
        using var input = ones(3);
        using var calibrator = new Calibrator(net);

        if (fails)
            Assert.Throws<InvalidOperationException>(() => calibrator.Collect([input]));
        else
            calibrator.Collect([input]);

        Assert.True(net.training);
        Assert.False(net.inner.training);
        Assert.False(net.quantizer.QuantEnabled);
        Assert.False(net.quantizer.CalibrationEnabled);
        Assert.Null(net.quantizer.Collector);
        Assert.True(is_grad_enabled());
    }

    [Fact]
    public void QuantizersThatNoBatchReachesAreListedAndKeepTheirRange()
    {
        using var net = new Probe { Skips = true };
        using var other = new TensorQuantizer();
        net.quantizer.Amax = tensor(2f);
        using var pair = Sequential(("probe", net), ("other", other));
        using var input = ones(3);
        using var calibrator = new Calibrator(pair);

        calibrator.Collect([input]);
        var result = calibrator.Compute(CalibrationMethod.Max);

        Assert.Equal(["probe.quantizer"], result.Unreached);
        Assert.Equal(2f, net.quantizer.Amax!.item<float>());
        Assert.Equal("max: 1 quantizers calibrated, 1 not reached by the data: probe.quantizer.", result.ToString());
    }

    [Fact]
    public void DisabledAndDynamicQuantizersTakeNoPart()
    {
        using var disabled = new TensorQuantizer { Enabled = false };
        using var net = Sequential(
            ("first", disabled), ("second", new TensorQuantizer(new QuantDescriptor { Dynamic = true })), ("third", new TensorQuantizer()));
        using var input = ones(3);
        using var calibrator = new Calibrator(net);

        calibrator.Collect([input]);

        Assert.Equal(["third"], calibrator.Compute(CalibrationMethod.Max).Ranges.Select(static range => range.Quantizer));
        Assert.False(disabled.Enabled);
    }

    [Fact]
    public void ALearnedRangeStartsAtTheCalibratedOne()
    {
        using var quantizer = new TensorQuantizer(new QuantDescriptor { LearnAmax = true });
        using var net = Sequential(("only", quantizer));
        using var input = tensor(new[] { -3f, 2f });
        using var calibrator = new Calibrator(net);

        calibrator.Collect([input]);
        calibrator.Compute(CalibrationMethod.Max);

        Assert.Equal(3f, net.get_parameter("only.clip.clip_value_max")!.item<float>());
        Assert.Equal(-3f, net.get_parameter("only.clip.clip_value_min")!.item<float>());
        Assert.True(quantizer.ClipEnabled);
    }

    [Fact]
    public void AnActionCountsAsOneBatchForModelsOfAnyInputs()
    {
        using var calibrator = new Calibrator(_net);
        calibrator.Collect(() =>
        {
            foreach (var batch in _batches)
                _net.call(batch);
        });

        Assert.Equal(1, calibrator.Batches);
        Assert.Equal(9, calibrator.Compute(CalibrationMethod.Max).Ranges.Count);
    }

    [Fact]
    public void ProgressTellsEachBatchAndTheTotalWhereItIsKnown()
    {
        var known = new List<QuantizationProgress>();
        var unknown = new List<QuantizationProgress>();
        using var calibrator = new Calibrator(_net);

        calibrator.Collect(_batches, new Told(known));
        calibrator.Collect(_batches.Where(static _ => true), new Told(unknown));

        Assert.Equal([new("calibrate", 1, 3), new("calibrate", 2, 3), new("calibrate", 3, 3)], known);
        Assert.Equal([new("calibrate", 1, null), new("calibrate", 2, null), new("calibrate", 3, null)], unknown);
    }

    [Fact]
    public void ProgressOfASearchTellsEachQuantizer()
    {
        var reports = new List<QuantizationProgress>();
        using var calibrator = new Calibrator(_net);
        calibrator.Collect(_batches);
        calibrator.Compute(CalibrationMethod.Mse(), new Told(reports));

        Assert.Equal(Enumerable.Range(1, 9).Select(static done => new QuantizationProgress("search ranges", done, 9)), reports);
    }

    [Fact]
    public void CancelledSearchSetsNoRange()
    {
        using var source = new CancellationTokenSource();
        using var calibrator = new Calibrator(_net);
        calibrator.Collect(_batches);
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => calibrator.Compute(CalibrationMethod.Mse(), ct: source.Token));
        Assert.All(_net.Quantizers(), static named => Assert.Null(named.Quantizer.Amax));
    }

    [Fact]
    public void MemoryOfStatisticsIsToldAndDoesNotGrow()
    {
        using var calibrator = new Calibrator(_net);
        calibrator.Collect(_batches);
        var before = calibrator.HeldBytes;
        for (var i = 0; i < 20; i++)
            calibrator.Collect(_batches);

        // Counts of 64 bits and four counters of 32 for each of 2048 bins; conv1 and down read the same tensors and share theirs.
        const long histogram = 2048 * (8 + 16);
        var result = calibrator.Compute(CalibrationMethod.Max);
        Assert.Equal(histogram, result.Ranges.Single(static range => range.Quantizer == "fc._input_quantizer").HeldBytes);
        Assert.InRange(before, 4 * histogram, 8 * histogram);
        Assert.Equal(before, calibrator.HeldBytes);
        Assert.True(result.Ranges.Sum(static range => range.HeldBytes) > before);
    }

    [Fact]
    public void CancellationKeepsTheBatchesThatWereDone()
    {
        using var source = new CancellationTokenSource();
        using var calibrator = new Calibrator(_net);

        Assert.Throws<OperationCanceledException>(() => calibrator.Collect(CancelAfterFirst(source), ct: source.Token));

        Assert.Equal(1, calibrator.Batches);
        Assert.Equal(9, calibrator.Compute(CalibrationMethod.Max).Ranges.Count);
    }

    [Fact]
    public void EqualDataGivesEqualRangesWhateverTheMemoryLayout()
    {
        using var calibrator = new Calibrator(_net);
        calibrator.Collect(_batches);
        var expected = Input(calibrator.Compute(CalibrationMethod.Mse()));

        calibrator.Reset();
        calibrator.Collect(_batches.Select(static batch => batch.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2)));

        Assert.Equal(expected.Amax, Input(calibrator.Compute(CalibrationMethod.Mse())).Amax);
    }

    private IEnumerable<Tensor> CancelAfterFirst(CancellationTokenSource source)
    {
        yield return _batches[0];
        source.Cancel();
        yield return _batches[1];
    }

    private static QuantizerRange Input(CalibrationResult result) =>
        result.Ranges.Single(static range => range.Quantizer == "block.conv1._input_quantizer");
}
