using ModelZoo;
using QuantGen.Calibration;
using QuantGen.Checkpoints;
using QuantGen.Quantizers;
using QuantGen.Samples.Tests.Support;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Samples.Tests.Zoo;

public sealed class TwinTests
{
    [Theory]
    [InlineData("resnet18", 50, 8)]
    [InlineData("resnet50", 124, 16)]
    [InlineData("resnet34", 90, 16)]
    [InlineData("mobilenet_v2", 116, 10)]
    [InlineData("resnet20", 53, 9)]
    public void A_twin_has_a_quantizer_at_every_input_weight_and_addition(string name, int quantizers, int residual)
    {
        using var model = (Module<Tensor, Tensor>)ZooModels.Of(name).Create();
        using var twin = Twin(model);

        var found = twin.Quantizers();

        Assert.Equal(quantizers, TorchvisionLayout.Of(name).Quantizers);
        Assert.Equal(quantizers, found.Count);
        Assert.Equal(quantizers, twin.modules().OfType<TensorQuantizer>().Count());
        Assert.Equal(residual, found.Count(static entry => entry.Name.EndsWith("residual_quantizer", StringComparison.Ordinal)));
        Assert.Equal((quantizers - residual) / 2, found.Count(static entry => entry.Name.EndsWith("._weight_quantizer", StringComparison.Ordinal)));
        Assert.Equal((quantizers - residual) / 2, found.Count(static entry => entry.Name.EndsWith("._input_quantizer", StringComparison.Ordinal)));
        Assert.Equal(found.Count, found.Select(static entry => entry.Name).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData("resnet18")]
    [InlineData("resnet50")]
    [InlineData("mobilenet_v2")]
    [InlineData("resnet20")]
    public void A_float_checkpoint_loads_into_the_twin_with_only_quantizer_keys_missing(string name)
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        using var model = Models.Create(name, classes: 10);
        using var other = Models.Create(name, classes: 10);
        using var twin = Twin(other);
        model.save(folder.File("float.dat"));

        var (missing, unexpected) = twin.load_state_dict(model.state_dict(), strict: false);
        Assert.Empty(unexpected);
        Assert.All(missing, key => Assert.Contains("_quantizer.", key, StringComparison.Ordinal));

        Checkpoint.Load(twin, folder.File("float.dat"), CheckpointMatch.QuantizersMayBeMissing);
        var loaded = twin.state_dict();
        Assert.All(model.state_dict(), entry => Assert.True(Bits.Equal(entry.Value, loaded[entry.Key])));
    }

    [Fact]
    public void A_twin_without_ranges_says_which_quantizer_has_none()
    {
        using var scope = NewDisposeScope();
        using var model = Models.ResNet20();
        using var twin = Twin(model);
        twin.eval();

        var exception = Assert.Throws<UncalibratedQuantizerException>(() => twin.call(randn(1, 3, 32, 32)));

        Assert.Contains("conv1._", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_twin_with_its_quantizers_off_computes_what_the_float_model_does()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var model = Models.ResNet20();
        SetStatistics(model);
        model.eval();
        using var twin = Twin(model);
        twin.eval();
        foreach (var (_, quantizer) in twin.Quantizers())
            quantizer.Enabled = false;

        var x = randn(4, 3, 32, 32);
        var difference = (model.call(x) - twin.call(x)).abs().max().item<float>();

        Assert.InRange(difference, 0, 1e-3f);
    }

    [Fact]
    public void Conversion_calibration_and_training_of_the_twin_leave_every_bit_of_the_float_model()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(3);
        using var model = Models.ResNet20();
        var before = model.state_dict().ToDictionary(static entry => entry.Key, static entry => entry.Value.clone(), StringComparer.Ordinal);
        var wasTraining = model.training;

        using var twin = Twin(model);
        using var calibrator = new Calibrator(twin);
        calibrator.Collect([randn(8, 3, 32, 32), randn(8, 3, 32, 32)]);
        calibrator.Compute(CalibrationMethod.Max);
        TrainOneStep(twin);

        Assert.Equal(wasTraining, model.training);
        Assert.All(model.state_dict(), entry => Assert.True(Bits.Equal(entry.Value, before[entry.Key]), entry.Key));
        Assert.All(model.parameters(), static parameter => Assert.True(parameter.grad is null));
        Assert.False(Bits.Equal(before["conv1.weight"], twin.state_dict()["conv1.weight"]));
    }

    private static Module<Tensor, Tensor> Twin(Module<Tensor, Tensor> model) => (Module<Tensor, Tensor>)((IQuantizable)model).ToQuantized();

    private static void TrainOneStep(Module<Tensor, Tensor> twin)
    {
        twin.train();
        using var optimizer = optim.SGD(twin.parameters(), 0.1);
        var loss = functional.cross_entropy(twin.call(randn(8, 3, 32, 32)), arange(8));
        loss.backward();
        optimizer.step();
    }

    /// <summary>Gives BatchNorm statistics that are not those of a fresh layer.</summary>
    private static void SetStatistics(Module<Tensor, Tensor> model)
    {
        model.train();
        for (var i = 0; i < 3; i++)
            model.call(randn(8, 3, 32, 32));
    }
}
