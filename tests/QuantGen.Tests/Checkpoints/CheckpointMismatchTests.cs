using QuantGen.Checkpoints;
using QuantGen.Quantizers;
using QuantGen.Tests.Calibration;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Checkpoints;

public sealed class CheckpointMismatchTests : IDisposable
{
    private readonly CheckpointFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void CheckpointOfAnotherModelListsEveryDifferenceAndChangesNothing()
    {
        using var saved = Sequential(("conv", Conv2d(2, 3, 3)), ("head", Linear(3, 2)));
        using var loaded = Sequential(("conv", Conv2d(2, 3, 5)), ("fc", Linear(3, 2)));
        Checkpoint.Save(saved, _files.Path());
        var before = CheckpointFiles.State(loaded).ToList();

        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(loaded, _files.Path()));

        Assert.Equal(
            $"The checkpoint '{_files.Path()}' does not fit the model '{loaded.GetName()}', which is unchanged: missing from the file: " +
                "fc.weight, fc.bias; "
            + "not in the model: head.weight, head.bias; of another shape or type: conv.weight (file Float32 [3, 2, 3, 3], model " +
                "Float32 [3, 2, 5, 5]).",
            error.Message);
        Assert.Equal(before, CheckpointFiles.State(loaded));
    }

    [Fact]
    public void TwinsCheckpointDoesNotFitTheFloatModelAndItsQuantizerKeysAreListed()
    {
        using var twin = CheckpointFiles.Calibrated();
        using var floatModel = new FloatResidualNet(4);
        Checkpoint.Save(twin, _files.Path());
        var before = CheckpointFiles.State(floatModel).ToList();

        foreach (var match in new[] { CheckpointMatch.Exact, CheckpointMatch.QuantizersMayBeMissing })
        {
            var error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(floatModel, _files.Path(), match));
            Assert.Contains("not in the model: ", error.Message, StringComparison.Ordinal);
            Assert.All(twin.Quantizers(), named => Assert.Contains(named.Name + "._amax", error.Report!.Unexpected));
        }

        Assert.Equal(before, CheckpointFiles.State(floatModel));
    }

    [Fact]
    public void FloatingTypesAreConvertedAndReported()
    {
        using var saved = Linear(2, 1).to(ScalarType.Float64);
        using var loaded = Linear(2, 1);
        Checkpoint.Save(saved, _files.Path());

        var report = Checkpoint.Load(loaded, _files.Path());

        Assert.Equal(["weight (file Float64, model Float32)", "bias (file Float64, model Float32)"], report.Converted.Select(static difference => difference.ToString()));
        Assert.Equal(Tensors.Floats(saved.weight!.to(ScalarType.Float32)), Tensors.Floats(loaded.weight!));
    }

    [Fact]
    public void IntegersInPlaceOfNumbersAreAMismatch()
    {
        using var layer = Linear(2, 1);
        using (var stream = File.Create(_files.Path()))
            CheckpointWriter.Write(stream, [new("weight", ones([1, 2], ScalarType.Int32)), new("bias", ones([1]))], descriptions: null);

        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(layer, _files.Path()));
        Assert.Contains("weight (file Int32 [1, 2], model Float32 [1, 2])", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { 0 }, new long[] { })]
    [InlineData(new[] { 0 }, new long[] { 4, 4 })]
    [InlineData(new[] { 1 }, new long[] { 4, 1 })]
    [InlineData(null, new long[] { 4, 1 })]
    public void RangesOfOtherAxesThanTheQuantizersAreAMismatch(int[]? axes, long[] shape)
    {
        using var saved = Sequential(("quantizer", new TensorQuantizer { Amax = ones(shape) }));
        using var quantizer = new TensorQuantizer(new QuantDescriptor { Axes = axes is null ? null : [.. axes] });
        using var loaded = Sequential(("quantizer", quantizer));
        Checkpoint.Save(saved, _files.Path());

        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(loaded, _files.Path()));

        Assert.Contains("of another shape or type: quantizer._amax", error.Message, StringComparison.Ordinal);
        Assert.Null(quantizer.Amax);
    }

    [Fact]
    public void RangesOfAWeightMustHaveItsChannels()
    {
        using var saved = CheckpointFiles.Calibrated();
        using var loaded = new ResidualNet(4, CalibratorKind.Max);
        var quantizer = saved.Quantizers().Single(static named => named.Name == "fc._weight_quantizer").Quantizer;
        quantizer.Amax = null;
        quantizer.Amax = ones(4, 1);
        Checkpoint.Save(saved, _files.Path());

        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(loaded, _files.Path()));
        Assert.Contains("fc._weight_quantizer._amax (file Float32 [4, 1], model ranges along axis 0)", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void RangesThatAreNoneAreRefusedAndChangeNothing(float range)
    {
        using var saved = CheckpointFiles.Calibrated();
        using var loaded = new ResidualNet(4, CalibratorKind.Max);
        saved.get_buffer("fc._input_quantizer._amax")!.fill_(range);
        Checkpoint.Save(saved, _files.Path());
        var before = CheckpointFiles.State(loaded).ToList();

        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(loaded, _files.Path()));

        Assert.Contains("'fc._input_quantizer._amax' that is negative or not a finite number", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, CheckpointFiles.State(loaded));
    }

    [Fact]
    public void TwoRangesForAQuantizerOnTwoPathsMustHaveOneShape()
    {
        using (var stream = File.Create(_files.Path()))
            CheckpointWriter.Write(stream, [new("first._amax", tensor(1f)), new("second._amax", ones(1))], descriptions: null);

        using var quantizer = new TensorQuantizer();
        using var loaded = Sequential(("first", quantizer), ("second", quantizer));

        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(loaded, _files.Path()));

        Assert.Contains("second._amax (file Float32 [1], model Float32 [] from 'first._amax')", error.Message, StringComparison.Ordinal);
        Assert.Null(quantizer.Amax);
    }

    [Fact]
    public void RangesSpreadOverFarMoreThanTheFileHoldsAreAMismatch()
    {
        const string pickle = "}U\u0007q._amaxctorch._utils\n_rebuild_tensor_v2\n((U\u0007storagectorch\nFloatStorage\nU\u00010U\u0003cpuK\u0001tQ"
            + "K\u0000J\u0000\u0000\u0000\u007f\u0085K\u0000\u0085\u0089NtRs.";
        _files.Write(Archives.Of(System.Text.Encoding.Latin1.GetBytes(pickle), ("archive/data/0", new byte[4])));
        using var quantizer = new TensorQuantizer(new QuantDescriptor { Axes = [0] });
        using var loaded = Sequential(("q", quantizer));

        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(loaded, _files.Path()));

        Assert.Contains("q._amax (file Float32 [2130706432], model ranges along axis 0)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RangeOfOneNumberLoadsInEitherShape()
    {
        using (var stream = File.Create(_files.Path()))
            CheckpointWriter.Write(stream, [new("quantizer._amax", ones(1, 1) * 3)], descriptions: null);

        using var quantizer = new TensorQuantizer(new QuantDescriptor { Amax = [2f] });
        using var loaded = Sequential(("quantizer", quantizer));

        Assert.True(Checkpoint.Load(loaded, _files.Path()).IsComplete);
        Assert.Equal(3f, quantizer.Amax!.item<float>());
    }
}
