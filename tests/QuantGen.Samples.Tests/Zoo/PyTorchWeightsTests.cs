using ModelZoo;
using QuantGen.Checkpoints;
using QuantGen.Testing;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Samples.Tests.Zoo;

/// <summary>
/// Files of whole networks that tests/python/make_checkpoint_fixtures.py made with torchvision: each tensor of floating-point numbers holds
/// one number, 0.25 for the first and 1/64 more for each further one.
/// </summary>
public sealed class PyTorchWeightsTests
{
    [Fact]
    public void Weights_of_torchvision_load_into_the_network()
    {
        using var scope = NewDisposeScope();
        var model = Models.Create("resnet18", classes: 10);

        var report = Checkpoint.Load(model, Fixture("resnet18.pth"));

        Assert.True(report.IsComplete);
        Assert.Equal(122, report.Loaded.Count);
        Assert.Empty(report.Converted);
        AssertSpread(model, report);
    }

    [Fact]
    public void A_checkpoint_of_pytorch_quantization_loads_into_the_twin_with_its_ranges()
    {
        using var scope = NewDisposeScope();
        var twin = ((IQuantizable)Models.Create("resnet18", classes: 10)).ToQuantized();

        var report = Checkpoint.Load(twin, Fixture("resnet18_quantized.pth"));

        Assert.True(report.IsComplete);
        Assert.Equal(50, report.Created.Count);
        Assert.Equal(50, twin.Quantizers().Count(static named => named.Quantizer.IsCalibrated));
        AssertSpread(twin, report);
    }

    [Fact]
    public void Weights_of_a_network_without_ranges_load_into_the_twin()
    {
        using var scope = NewDisposeScope();
        var twin = ((IQuantizable)Models.Create("resnet18", classes: 10)).ToQuantized();

        var report = Checkpoint.Load(twin, Fixture("resnet18.pth"), CheckpointMatch.QuantizersMayBeMissing);

        Assert.Equal(122, report.Loaded.Count);
        Assert.Empty(report.Created);
        AssertSpread(twin, report);
    }

    [Fact]
    public void Layers_that_are_named_otherwise_load_by_a_pattern()
    {
        using var scope = NewDisposeScope();
        var model = new DenseNet([2, 2], growth: 4, classes: 3);

        Assert.Throws<CheckpointException>(() => Checkpoint.Load(model, Fixture("densenet.pth")));
        var report = Checkpoint.Load(model, Fixture("densenet.pth"), new LoadOptions { Renames = [new("*.denselayer#.*", "*.layers.#-1.*")] });

        Assert.True(report.IsComplete);
        Assert.Contains("features.denseblock1.layers.0.conv1.weight", report.Loaded);
        AssertSpread(model, report);
    }

    private static string Fixture(string name) => RepositoryRoot.Combine("tests", "fixtures", "checkpoints", name);

    private static void AssertSpread(Module model, LoadReport report)
    {
        var state = model.state_dict();
        var number = 0.25f;
        foreach (var key in report.Loaded)
        {
            if (!state[key].is_floating_point())
            {
                Assert.Equal(7, state[key].item<long>());
                continue;
            }

            Assert.True(state[key].eq(number).all().item<bool>(), $"{key} is not {number} throughout.");
            number += 1f / 64;
        }
    }
}
