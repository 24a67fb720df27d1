using QuantGen.Modules;
using QuantGen.PowerOfTwo;
using QuantGen.Quantizers;
using QuantGen.Tests.Calibration;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Checkpoints;

/// <summary>A folder of its own for the files of one test, and the models they are of.</summary>
internal sealed class CheckpointFiles : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("checkpoints");

    /// <summary>A path in the folder.</summary>
    public string Path(string name = "model.dat") => System.IO.Path.Combine(_folder.FullName, name);

    /// <summary>The names of all files in the folder.</summary>
    public IEnumerable<string> Names => _folder.EnumerateFiles().Select(static file => file.Name);

    /// <summary>Writes a file.</summary>
    public string Write(ReadOnlySpan<byte> content)
    {
        File.WriteAllBytes(Path(), content);
        return Path();
    }

    /// <summary>A twin whose quantizers all have ranges.</summary>
    public static ResidualNet Calibrated()
    {
        var net = new ResidualNet(4, CalibratorKind.Histogram);
        using var calibrator = new QuantGen.Calibration.Calibrator(net);
        using var batch = randn(2, 2, 8, 8);
        calibrator.Collect([batch]);
        calibrator.Compute(QuantGen.Calibration.CalibrationMethod.Max);
        return net;
    }

    /// <summary>A power-of-two twin of a convolution, ReLU6, Hardtanh and linear layer, with weights of its own and with ranges.</summary>
    public static QuantSequential FixedPoint(
        int bits = 8, PowerOfTwoOptions? options = null, Granularity weights = Granularity.PerTensor, params LayerOverride[] overrides)
    {
        using var model = Sequential(
            ("conv", Conv2d(2, 4, 3)), ("relu", ReLU6()), ("flat", Flatten()), ("fc", Linear(16, 2)), ("bound", Hardtanh(-2, 3)), ("last", Linear(2, 2)));
        var layers = new LayerConverter(weights, new() { PowerOfTwo = options, Layers = [.. overrides] })
        {
            Target = QuantizationTarget.PowerOfTwo,
            WeightBits = bits,
            ActivationBits = bits,
        };
        var twin = layers.Convert(model);
        layers.Complete(twin);
        foreach (var quantizer in twin.modules().OfType<Pact2>().Where(static quantizer => !quantizer.IsFixed))
            quantizer.SetRange(0, 4);

        return twin;
    }

    /// <summary>All values of a model's state_dict, in order.</summary>
    public static IEnumerable<string> State(Module model) =>
        model.state_dict().Select(static entry => $"{entry.Key} {string.Join(',', entry.Value.shape)} " +
            $"{Convert.ToHexString(entry.Value.detach().contiguous().bytes)}");

    public void Dispose() => _folder.Delete(recursive: true);
}
