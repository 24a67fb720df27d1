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

    /// <summary>All values of a model's state_dict, in order.</summary>
    public static IEnumerable<string> State(Module model) =>
        model.state_dict().Select(static entry => $"{entry.Key} {string.Join(',', entry.Value.shape)} " +
            $"{Convert.ToHexString(entry.Value.detach().contiguous().bytes)}");

    public void Dispose() => _folder.Delete(recursive: true);
}
