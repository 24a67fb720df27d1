using QuantGen.Checkpoints;
using QuantGen.Modules;
using QuantGen.Quantizers;
using QuantGen.Tests.Calibration;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Checkpoints;

/// <summary>Files that PyTorch wrote, read into models.</summary>
public sealed class PyTorchTests
{
    [Theory]
    [InlineData("float.pth")]
    [InlineData("float_legacy.pth")]
    [InlineData("float_protocol4.pth")]
    [InlineData("float_legacy_protocol4.pth")]
    [InlineData("repacked.pth")]
    [InlineData("little_endian.pth")]
    public void StateDictLoadsBitForBit(string name)
    {
        using var scope = NewDisposeScope();
        var model = new FloatResidualNet(4);

        var report = Checkpoint.Load(model, Fixtures.Path(name));

        Fixtures.AssertHolds(model);
        Assert.Equal(CheckpointFormat.PyTorch, report.Format);
        Assert.Equal(Fixtures.FloatKeys, report.Loaded);
        Assert.True(report.IsComplete);
        Assert.Empty(report.Notes);
        Assert.Empty(report.Converted);
    }

    [Theory]
    [InlineData("float_half.pth", "Float16")]
    [InlineData("float_bfloat16.pth", "BFloat16")]
    public void HalfPrecisionIsConvertedAndReported(string name, string type)
    {
        using var scope = NewDisposeScope();
        var model = new FloatResidualNet(4);

        var report = Checkpoint.Load(model, Fixtures.Path(name));

        Fixtures.AssertHolds(model);
        Assert.Equal(Fixtures.FloatKeys, report.Converted.Select(static difference => difference.Name));
        Assert.All(report.Converted, difference => Assert.Equal((type, "Float32"), (difference.File, difference.Model)));
    }

    [Fact]
    public void PrefixOfDataParallelIsLeftOutAndReported()
    {
        using var scope = NewDisposeScope();
        var model = new FloatResidualNet(4);

        var report = Checkpoint.Load(model, Fixtures.Path("float_parallel.pth"));

        Fixtures.AssertHolds(model);
        Assert.Equal(["the prefix 'module.' of all keys was left out"], report.Notes);
    }

    [Fact]
    public void PrefixStaysWhereTheModelHasIt()
    {
        using var scope = NewDisposeScope();
        var model = Sequential(("module", new FloatResidualNet(4)));

        var report = Checkpoint.Load(model, Fixtures.Path("float_parallel.pth"));

        Assert.Empty(report.Notes);
        Fixtures.AssertHolds(model.children().Single());
    }

    [Fact]
    public void StateDictAmongATrainingProgramsOtherThingsIsFound()
    {
        using var scope = NewDisposeScope();
        var model = new FloatResidualNet(4);

        var report = Checkpoint.Load(model, Fixtures.Path("training.pth"));

        Fixtures.AssertHolds(model);
        Assert.Equal(["the state_dict was found under 'state_dict'"], report.Notes);
        Checkpoint.Load(model, Fixtures.Path("training.pth"), new LoadOptions { StateDict = "state_dict" });
    }

    [Fact]
    public void OfSeveralStateDictsOneIsChosen()
    {
        using var scope = NewDisposeScope();
        var model = new FloatResidualNet(4);

        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(model, Fixtures.Path("two_states.pth")));
        Assert.Contains("holds several state_dicts, 'model', 'ema/state_dict'; say which one with LoadOptions.StateDict.", error.Message, StringComparison.Ordinal);

        Checkpoint.Load(model, Fixtures.Path("two_states.pth"), new LoadOptions { StateDict = "ema/state_dict" });
        Fixtures.AssertHolds(model, plus: 1);
        Checkpoint.Load(model, Fixtures.Path("two_states.pth"), new LoadOptions { StateDict = "model" });
        Fixtures.AssertHolds(model);
    }

    [Theory]
    [InlineData("none", "has nothing at 'none', but 'model', 'ema'")]
    [InlineData("model/fc.weight", "has no dictionary at 'model/fc.weight'")]
    [InlineData("ema", "has at 'ema' something else than tensors by name")]
    public void PlaceWithoutAStateDictIsAnError(string place, string message)
    {
        using var model = new FloatResidualNet(4);

        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(model, Fixtures.Path("two_states.pth"), new LoadOptions { StateDict = place }));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BatchNormWithItsCounterLoads()
    {
        using var scope = NewDisposeScope();
        var model = Sequential(("0", Conv2d(1, 2, 1)), ("1", BatchNorm2d(2)));

        var report = Checkpoint.Load(model, Fixtures.Path("module.pth"));

        Assert.True(report.IsComplete);
        Assert.Equal(30, model.state_dict()["1.num_batches_tracked"].item<long>());
    }

    [Fact]
    public void CheckpointOfPytorchQuantizationLoadsWithItsRanges()
    {
        using var scope = NewDisposeScope();
        var twin = new ResidualNet(4, CalibratorKind.Histogram);

        var report = Checkpoint.Load(twin, Fixtures.Path("quantized.pth"));

        Fixtures.AssertHolds(twin);
        Assert.True(report.IsComplete);
        Assert.False(report.IsDescribed);
        Assert.Equal(["the file does not describe its quantizers: bit widths, signs and levels are taken to be the model's"], report.Notes);
        Assert.Equal(9, report.Created.Count);
        Assert.All(twin.Quantizers(), static named => Assert.True(named.Quantizer.IsCalibrated));
        var ranges = twin.Quantizers().ToDictionary(static named => named.Name, static named => named.Quantizer.Amax!, StringComparer.Ordinal);
        Assert.Equal([2.5f], Tensors.Floats(ranges["block.residual_quantizer"]));
        Assert.Equal([2.5f], Tensors.Floats(ranges["block.conv1._input_quantizer"]));
        Assert.Equal([4, 1, 1, 1], ranges["block.conv1._weight_quantizer"].shape);
        Assert.Equal(
            Tensors.Floats(Fixtures.Values(0, 4, 18).abs().amax([1]) + 0.25f),
            Tensors.Floats(ranges["block.conv1._weight_quantizer"].flatten()));
        twin.eval();
        Assert.Equal([2, 5], twin.call(ones(2, 2, 8, 8)).shape);
    }

    [Fact]
    public void QuantizersOfEachLayerAndDirectionOfAnLstmLoad()
    {
        using var scope = NewDisposeScope();
        var layer = new QuantLSTM(LSTM(3, 4, numLayers: 2, bidirectional: true), new RecurrentOptions());

        var report = Checkpoint.Load(layer, Fixtures.Path("lstm_quantized.pth"));

        Assert.True(report.IsComplete);
        Assert.Equal(8, report.Created.Count);
        Assert.Equal([1.5f, 2.5f, 3.5f, 4.5f], layer.InputQuantizers.Select(static quantizer => quantizer.Amax!.item<float>()));
        Assert.Equal([16, 1], layer.QuantizedWeights.Last().Quantizer.Amax!.shape);
        Assert.Equal(Tensors.Floats(Fixtures.Values(0, 16, 3)), Tensors.Floats(layer.state_dict()["weight_ih_l0"]));
        layer.eval();
        Assert.Equal([5, 2, 8], layer.call(ones(5, 2, 3)).Item1.shape);
    }

    [Fact]
    public void FloatFileLoadsIntoTheTwinAndQuantizedFileIntoTheFloatModel()
    {
        using var scope = NewDisposeScope();
        var twin = CheckpointFiles.Calibrated();
        var model = new FloatResidualNet(4);

        var report = Checkpoint.Load(twin, Fixtures.Path("float.pth"), CheckpointMatch.QuantizersMayBeMissing);
        Fixtures.AssertHolds(twin);
        Assert.Equal(twin.Quantizers().Select(static named => named.Name + "._amax").Order(StringComparer.Ordinal), report.Missing.Order(StringComparer.Ordinal));

        Assert.Throws<CheckpointException>(() => Checkpoint.Load(model, Fixtures.Path("quantized.pth")));
        var rest = Checkpoint.Load(model, Fixtures.Path("quantized.pth"), CheckpointMatch.WhatFits);
        Fixtures.AssertHolds(model);
        Assert.Equal(9, rest.Unexpected.Count);
    }
}
