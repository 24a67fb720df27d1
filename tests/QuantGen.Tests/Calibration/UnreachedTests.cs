using QuantGen.Calibration;
using QuantGen.Checkpoints;
using QuantGen.Quantizers;
using Xunit;
using static TorchSharp.torch;
using Sequential = TorchSharp.Modules.Sequential;

namespace QuantGen.Tests.Calibration;

public sealed class UnreachedTests : IDisposable
{
    private readonly StateFiles _files = new();
    private readonly Probe _probe = new() { Skips = true };
    private readonly Sequential _net;
    private readonly Tensor _input = ones(3);

    public UnreachedTests() => _net = TorchSharp.torch.nn.Sequential(("probe", _probe), ("other", new TensorQuantizer()));

    public void Dispose()
    {
        _files.Dispose();
        _net.Dispose();
        _input.Dispose();
    }

    [Fact]
    public void LeftWithoutARangeEvaluationAndSavingNameIt()
    {
        Compute(options: null);
        _probe.Skips = false;

        var running = Assert.Throws<UncalibratedQuantizerException>(() => _net.call(_input));
        var saving = Assert.Throws<UncalibratedQuantizerException>(() => Checkpoint.Save(_net, _files["model"]));
        Assert.Contains("'probe.quantizer'", running.Message, StringComparison.Ordinal);
        Assert.Contains("1 of its quantizers have no range: probe.quantizer", saving.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(UnreachedAction.Dynamic)]
    [InlineData(UnreachedAction.Disable)]
    public void WithAFallBackTheModelRunsAndSaves(UnreachedAction action)
    {
        var result = Compute(new CalibratorOptions { UnreachedOf = (name, _) => name == "probe.quantizer" ? action : UnreachedAction.Leave });
        _probe.Skips = false;
        _net.call(_input).Dispose();
        Checkpoint.Save(_net, _files["model"]);

        Assert.Equal(["probe.quantizer"], result.Unreached);
        Assert.Equal(action == UnreachedAction.Dynamic, _probe.quantizer.Descriptor.Dynamic);
        Assert.Equal(action != UnreachedAction.Disable, _probe.quantizer.Enabled);
    }

    [Fact]
    public void ARangeThatIsThereIsKept()
    {
        _probe.quantizer.Amax = tensor(2f);
        Compute(new CalibratorOptions { UnreachedOf = static (_, _) => UnreachedAction.Disable });

        Assert.True(_probe.quantizer.Enabled);
        Assert.Equal(2f, _probe.quantizer.Amax!.item<float>());
    }

    private CalibrationResult Compute(CalibratorOptions? options)
    {
        using var calibrator = new Calibrator(_net, options);
        calibrator.Collect([_input]);
        return calibrator.Compute(CalibrationMethod.Max);
    }
}
