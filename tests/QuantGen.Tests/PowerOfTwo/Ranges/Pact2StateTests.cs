using QuantGen.Checkpoints;
using QuantGen.PowerOfTwo;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.PowerOfTwo.Ranges;

public sealed class Pact2StateTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.safetensors");

    [Fact]
    public void KeysShapesAndTypesAreThePeers()
    {
        using var quantizer = new Pact2();
        var state = quantizer.state_dict();
        Assert.Equal(["clips_act", "num_batches_tracked"], state.Keys);
        Assert.Equal([2], state["clips_act"].shape);
        Assert.Empty(state["num_batches_tracked"].shape);
        Assert.All(state.Values, static tensor => Assert.Equal(ScalarType.Float32, tensor.dtype));
        Assert.Equal([-8, 8], Tensors.Floats(state["clips_act"]));
        Assert.Equal(-1, state["num_batches_tracked"].item<float>());
        Assert.Empty(quantizer.parameters());
    }

    [Fact]
    public void StateThatIsLoadedCountsFromTheNextCallOn()
    {
        using var scope = NewDisposeScope();
        using var quantizer = new Pact2();
        quantizer.load_state_dict(new Dictionary<string, Tensor>(StringComparer.Ordinal)
        {
            ["clips_act"] = tensor([-1.5f, 5]), ["num_batches_tracked"] = tensor(7f),
        });
        Assert.Equal((-1.5f, 5), quantizer.StoredRange);
        Assert.Equal((-8, 8), quantizer.ClipRange);
        Assert.True(quantizer.IsCalibrated);
    }

    [Fact]
    public void StateOutlivesTheScopeItWasMadeIn()
    {
        Pact2 quantizer;
        using (NewDisposeScope())
        {
            quantizer = new Pact2();
            quantizer.call(tensor([0f, 3]));
        }

        Assert.Equal((0, 3), quantizer.StoredRange);
        quantizer.Dispose();
    }

    [Fact]
    public void ConversionToAnotherTypeTakesTheRangeAlong()
    {
        using var scope = NewDisposeScope();
        using var quantizer = new Pact2();
        quantizer.call(tensor([0f, 3]));
        quantizer.to(ScalarType.Float64);
        Assert.Equal((0, 3), quantizer.StoredRange);
        Assert.Equal(ScalarType.Float64, quantizer.call(tensor([0, 5.0])).dtype);
        Assert.Equal((0, 4), quantizer.StoredRange);
        Assert.Equal(1, quantizer.state_dict()["num_batches_tracked"].to(ScalarType.Float32).item<float>());
    }

    [Fact]
    public void StoppingAndGoingOnEqualsNotStopping()
    {
        using var scope = NewDisposeScope();
        var options = new Pact2Options { Seed = 5 };
        using var through = new Pact2(options);
        using var before = new Pact2(options);
        using var after = new Pact2(options);
        var batches = Enumerable.Range(0, 12).Select(static i => randn([2, 3, 9, 9], generator: new Generator((ulong)i))).ToList();
        foreach (var (i, batch) in batches.Index())
        {
            var expected = through.call(batch);
            if (i == 6)
                after.load_state_dict(before.state_dict());

            Assert.Equal(Tensors.Floats(expected), Tensors.Floats((i < 6 ? before : after).call(batch)));
        }

        Assert.Equal(through.StoredRange, after.StoredRange);
    }

    [Fact]
    public void SeedsLookAtOtherRowsAndColumns()
    {
        using var scope = NewDisposeScope();
        var batches = Enumerable.Range(0, 6).Select(static i => randn([1, 1, 9, 9], generator: new Generator((ulong)i))).ToList();
        Assert.Equal(RangeOf(1), RangeOf(1));
        Assert.Equal(7, Enumerable.Range(0, 7).Select(seed => RangeOf(seed)).Distinct().Count());

        (float, float) RangeOf(long seed)
        {
            using var quantizer = new Pact2(new Pact2Options { Seed = seed });
            foreach (var batch in batches)
                quantizer.call(batch);

            return quantizer.StoredRange;
        }
    }

    [Fact]
    public void ACheckpointTakesTheRangesAlong()
    {
        using var scope = NewDisposeScope();
        using var saved = Model();
        saved.call(randn(8, 4));
        Checkpoint.Save(saved, _path);
        using var model = Model();
        var report = Checkpoint.Load(model, _path);
        Assert.True(report.IsComplete);
        Assert.Equal(
            ["0.bias", "0.weight", "1.clips_act", "1.num_batches_tracked"], report.Loaded.Order(StringComparer.Ordinal));
        Assert.Equal(Quantizer(saved).StoredRange, Quantizer(model).StoredRange);
        Assert.True(Quantizer(model).IsCalibrated);
    }

    [Fact]
    public void AFloatModelsFileLacksTheRanges()
    {
        using var scope = NewDisposeScope();
        using var saved = Sequential(("0", Linear(4, 3)), ("1", ReLU()));
        Checkpoint.Save(saved, _path);
        using var model = Model();
        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(model, _path));
        Assert.Contains("missing from the file: 1.clips_act, 1.num_batches_tracked", error.Message, StringComparison.Ordinal);

        var report = Checkpoint.Load(model, _path, new LoadOptions { Match = CheckpointMatch.QuantizersMayBeMissing });
        Assert.Equal(["1.clips_act", "1.num_batches_tracked"], report.Missing.Order(StringComparer.Ordinal));
        Assert.False(Quantizer(model).IsCalibrated);
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(float.NaN, 1)]
    [InlineData(0, float.PositiveInfinity)]
    public void AFileWithoutARangeIsRefusedAndChangesNothing(float low, float high)
    {
        using var scope = NewDisposeScope();
        using var saved = Model();
        saved.call(randn(8, 4));
        saved.state_dict()["1.clips_act"].copy_(tensor([low, high]));
        Checkpoint.Save(saved, _path);
        using var model = Model();
        var weight = Tensors.Floats(model.state_dict()["0.weight"]);
        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(model, _path));
        Assert.Contains("holds a range '1.clips_act' that does not go from a finite number to one not below it", error.Message, StringComparison.Ordinal);
        Assert.Equal(weight, Tensors.Floats(model.state_dict()["0.weight"]));
        Assert.Equal((0, 8), Quantizer(model).StoredRange);
    }

    [Fact]
    public void AModelWithoutItsRangesIsNotFinished()
    {
        using var scope = NewDisposeScope();
        using var model = Model();
        var error = Assert.Throws<UncalibratedQuantizerException>(() => Checkpoint.Save(model, _path));
        Assert.Contains("1 of its quantizers have no range: 1;", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_path));
        Checkpoint.Save(model, _path, requireCalibrated: false);
        using var other = Model();
        Assert.True(Checkpoint.Load(other, _path).IsComplete);
        Assert.False(Quantizer(other).IsCalibrated);

        Quantizer(model).Enabled = false;
        Checkpoint.Save(model, _path);
    }

    public void Dispose() => File.Delete(_path);

    private static TorchSharp.Modules.Sequential Model() => Sequential(("0", Linear(4, 3)), ("1", new Pact2(new Pact2Options { Signed = false })));

    private static Pact2 Quantizer(TorchSharp.Modules.Sequential model) => model.children().OfType<Pact2>().Single();
}
