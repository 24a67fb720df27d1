using System.Diagnostics;
using System.Globalization;
using ModelZoo;
using QuantGen.Calibration;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Benchmarks;

/// <summary>
/// The peak memory of a process that calibrates ResNet-50 with pictures of 224 x 224 in batches of 32, over that of one that only runs the float model.
/// </summary>
/// <remarks>Each side runs in a process of its own, which is this program with <see cref="Command"/> as its first argument.</remarks>
internal sealed class CalibrationMemory : IBenchmark
{
    /// <summary>What the program is called with to be one of the sides.</summary>
    public const string Command = "--memory-of";

    private const string Picture = "QUANTGEN_MEMORY_PICTURES";
    private const int DefaultPictures = 1024;
    private const int Batch = 32;
    private const int Size = 224;
    private const string Status = "/proc/self/status";
    private const string Peak = "VmHWM:";

    /// <inheritdoc/>
    public string Name => "calibration.memory.resnet50";

    /// <inheritdoc/>
    public IEnumerable<Result> Run(TextWriter log, string prefix)
    {
        if (!File.Exists(Status))
        {
            log.WriteLine($"{Name}: left out, since this system does not tell the peak memory of a process");
            yield break;
        }

        var pictures = int.Parse(Environment.GetEnvironmentVariable(Picture) ?? $"{DefaultPictures}", CultureInfo.InvariantCulture);
        log.WriteLine($"{Name}: {pictures} pictures ({Picture} sets another number), a process for each side");
        var inference = Megabytes(log, "float", pictures);
        var calibration = Megabytes(log, "calibration", pictures);
        yield return new Result(Name, calibration / inference, "x float inference");
        yield return new Result($"{Name}.peak", calibration, "MB");
    }

    /// <summary>Runs one of the sides and prints its peak memory in kilobytes.</summary>
    public static int RunSide(string side, string pictures)
    {
        random.manual_seed(1);
        var batches = Batches(int.Parse(pictures, CultureInfo.InvariantCulture) / Batch);
        var model = Models.ResNet50();
        model.eval();
        if (side == "float")
            Infer(model, batches);
        else
            Calibrate(model, batches);

        Console.WriteLine(File.ReadLines(Status).Single(static line => line.StartsWith(Peak, StringComparison.Ordinal))[Peak.Length..].Replace("kB", "", StringComparison.Ordinal).Trim());
        return 0;
    }

    private static double Megabytes(TextWriter log, string side, int pictures)
    {
        var program = Environment.ProcessPath ?? throw new InvalidOperationException("The system does not tell the path of this program.");
        var start = new ProcessStartInfo(program, [Command, side, pictures.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true, UseShellExecute = false };
        var clock = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"The side '{side}' of calibration.memory ended with exit code {process.ExitCode}.");

        var megabytes = long.Parse(output, CultureInfo.InvariantCulture) / 1024.0;
        log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {side,-12} {megabytes:0} MB at most ({Stopwatch.GetElapsedTime(clock).TotalSeconds:0} s)"));
        return megabytes;
    }

    private static void Infer(Module<Tensor, Tensor> model, IEnumerable<Tensor> batches)
    {
        using var noGrad = no_grad();
        foreach (var batch in batches)
        {
            using var scope = NewDisposeScope();
            model.call(batch);
        }
    }

    private static void Calibrate(ResNet model, IEnumerable<Tensor> batches)
    {
        using var twin = model.ToQuantized();
        model.Dispose();
        using var calibrator = new Calibrator((Module)twin);
        calibrator.Collect(batches);
        calibrator.Compute(CalibrationMethod.Entropy());
        Console.Error.WriteLine($"  statistics of {calibrator.Collectors.Count()} quantizers: {calibrator.HeldBytes / 1024} KB");
    }

    private static IEnumerable<Tensor> Batches(int count)
    {
        for (var i = 0; i < count; i++)
        {
            using var batch = randn(Batch, 3, Size, Size);
            yield return batch;
        }
    }
}
