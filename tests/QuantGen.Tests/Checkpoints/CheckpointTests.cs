using QuantGen.Checkpoints;
using QuantGen.Quantizers;
using QuantGen.Tests.Calibration;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Checkpoints;

public sealed class CheckpointTests : IDisposable
{
    private readonly CheckpointFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void CalibratedTwinLoadsIntoAnUncalibratedOneBitForBit()
    {
        using var saved = CheckpointFiles.Calibrated();
        using var loaded = new ResidualNet(4, CalibratorKind.Histogram);
        Checkpoint.Save(saved, _files.Path());

        Checkpoint.Load(loaded, _files.Path());

        Assert.Equal(CheckpointFiles.State(saved).Order(StringComparer.Ordinal), CheckpointFiles.State(loaded).Order(StringComparer.Ordinal));
        Assert.All(loaded.Quantizers(), static named => Assert.True(named.Quantizer.IsCalibrated));
        Assert.Equal(["model.dat"], _files.Names);
    }

    [Fact]
    public void FileOfAFloatModelIsByteForByteWhatTorchSharpWrites()
    {
        using var model = new FloatResidualNet(4);
        Checkpoint.Save(model, _files.Path());
        model.save(_files.Path("torchsharp.dat"));

        Assert.Equal(File.ReadAllBytes(_files.Path("torchsharp.dat")), File.ReadAllBytes(_files.Path()));
    }

    [Fact]
    public void FileOfALinearLayerHasTheDocumentedBytes()
    {
        using var layer = Linear(2, 1);
        Checkpoint.Save(layer, _files.Path());

        var bytes = File.ReadAllBytes(_files.Path());
        Assert.Equal("\u0002\u0006weight\u0006\u0002\u0001\u0002"u8.ToArray(), bytes[..12]);
        Assert.Equal("\u0004bias\u0006\u0001\u0001"u8.ToArray(), bytes[20..28]);
        Assert.Equal(32, bytes.Length);
    }

    [Fact]
    public void FilesOfTorchSharpAreRead()
    {
        using var saved = Sequential(("conv", Conv2d(2, 3, 3)), ("norm", BatchNorm2d(3)));
        using var loaded = Sequential(("conv", Conv2d(2, 3, 3)), ("norm", BatchNorm2d(3)));
        saved.get_buffer("norm.num_batches_tracked")!.fill_(7);
        saved.save(_files.Path());

        Checkpoint.Load(loaded, _files.Path());

        Assert.Equal(CheckpointFiles.State(saved), CheckpointFiles.State(loaded));
    }

    [Fact]
    public void FloatCheckpointLoadsIntoTheTwinWhenQuantizersMayBeMissing()
    {
        using var floatModel = new FloatResidualNet(4);
        using var twin = CheckpointFiles.Calibrated();
        var ranges = twin.Quantizers().Select(static named => Tensors.Floats(named.Quantizer.Amax!)).ToList();
        Checkpoint.Save(floatModel, _files.Path());

        var strict = Assert.Throws<CheckpointException>(() => Checkpoint.Load(twin, _files.Path()));
        Checkpoint.Load(twin, _files.Path(), CheckpointMatch.QuantizersMayBeMissing);

        Assert.Contains("missing from the file: ", strict.Message, StringComparison.Ordinal);
        Assert.All(twin.Quantizers(), named => Assert.Contains(named.Name + "._amax", strict.Message, StringComparison.Ordinal));
        Assert.Equal(Tensors.Floats(floatModel.get_parameter("fc.weight")!), Tensors.Floats(twin.get_parameter("fc.weight")!));
        Assert.Equal(ranges, twin.Quantizers().Select(static named => Tensors.Floats(named.Quantizer.Amax!)));
    }

    [Fact]
    public void UncalibratedTwinIsNotSavedAsFinal()
    {
        using var twin = new ResidualNet(4, CalibratorKind.Max);

        var error = Assert.Throws<UncalibratedQuantizerException>(() => Checkpoint.Save(twin, _files.Path()));

        Assert.Contains("9 of its quantizers have no range", error.Message, StringComparison.Ordinal);
        Assert.Contains("block.residual_quantizer", error.Message, StringComparison.Ordinal);
        Assert.Empty(_files.Names);
        Checkpoint.Save(twin, _files.Path(), requireCalibrated: false);
        Assert.NotEmpty(_files.Names);
    }

    [Fact]
    public void PreQuantizationScaleIsSavedAndCreatedOnLoading()
    {
        using var saved = Sequential(("quantizer", new TensorQuantizer(new QuantDescriptor { Amax = [2f] })));
        using var loadedQuantizer = new TensorQuantizer();
        using var loaded = Sequential(("quantizer", loadedQuantizer));
        ((TensorQuantizer)saved.named_modules().Single().Item2).PreQuantScale = tensor(0.5f);
        Checkpoint.Save(saved, _files.Path());

        Checkpoint.Load(loaded, _files.Path());

        Assert.Equal(2f, loadedQuantizer.Amax!.item<float>());
        Assert.Equal(0.5f, loadedQuantizer.PreQuantScale!.item<float>());
    }

    [Fact]
    public void QuantizerOnTwoPathsLoadsFromBoth()
    {
        using var shared = new TensorQuantizer(new QuantDescriptor { Amax = [3f] });
        using var saved = Sequential(("first", shared), ("second", shared));
        using var empty = new TensorQuantizer();
        using var loaded = Sequential(("first", empty), ("second", empty));
        Checkpoint.Save(saved, _files.Path());

        Checkpoint.Load(loaded, _files.Path());

        Assert.Equal(3f, empty.Amax!.item<float>());
    }

    [Fact]
    public void SavingReplacesTheFileAndLoadingLeavesItUnlocked()
    {
        using var first = Linear(2, 1);
        using var second = Linear(2, 1);
        Checkpoint.Save(first, _files.Path());
        Checkpoint.Load(second, _files.Path());
        Checkpoint.Save(second, _files.Path());

        Assert.Equal(CheckpointFiles.State(first), CheckpointFiles.State(second));
        Assert.Equal(["model.dat"], _files.Names);
    }
}
