extern alias onnxruntime;

using System.Diagnostics;
using System.Globalization;
using QuantGen.Graph;
using QuantGen.Onnx;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using OnnxRuntimeModels = onnxruntime::ModelZoo.Models;

namespace QuantGen.Benchmarks;

/// <summary>
/// The time in which ResNet-50 is exported, from the model to the file, and the memory that this takes beyond the model's, over the size of its weights: in float, and in 8 bits for ONNX Runtime.
/// </summary>
internal sealed class ExportCost : IBenchmark
{
    private const int Rounds = 5;
    private const int Size = 224;
    private const string Status = "/proc/self/status";
    private const string ResetPeak = "/proc/self/clear_refs";

    /// <inheritdoc/>
    public string Name => "export.resnet50";

    /// <inheritdoc/>
    public IEnumerable<Result> Run(TextWriter log, string prefix)
    {
        random.manual_seed(1);
        using var model = OnnxRuntimeModels.ResNet50();
        model.eval();
        using var picture = randn(1, 3, Size, Size);
        using var twin = (Module<Tensor, Tensor>)((IQuantizable)model).ToQuantized();
        Networks.Calibrate(twin, picture);
        twin.eval();
        var bytes = model.parameters().Sum(static parameter => parameter.numel()) * sizeof(float);
        return [.. Measure(log, Name, model, bytes), .. Measure(log, Name + ".quantized", twin, bytes)];
    }

    private static IEnumerable<Result> Measure(TextWriter log, string name, Module model, long bytes)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{name}.{Environment.ProcessId}.onnx");
        try
        {
            var rounds = Enumerable.Range(0, Rounds).Select(_ => Export(model, file)).ToList();
            foreach (var (seconds, memory) in rounds)
                log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-28} {seconds:0.00} s, {memory / 1e6:0} MB beyond the model's {bytes / 1e6:0}"));

            yield return new Result(name, rounds.Select(static round => round.Seconds).Order().ElementAt(Rounds / 2), "s");
            yield return new Result(name + ".memory", rounds.Max(static round => round.Memory) / (double)bytes, "x weights");
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static (double Seconds, long Memory) Export(Module model, string file)
    {
        GC.Collect();
        File.WriteAllText(ResetPeak, "5");
        var before = Read("VmRSS:");
        var clock = Stopwatch.GetTimestamp();
        using (var graph = QuantGraph.Of(model, new GraphInput([1, 3, Size, Size])))
        {
            graph.Optimize();
            OnnxExport.Save(graph, file);
        }

        return (Stopwatch.GetElapsedTime(clock).TotalSeconds, Read("VmHWM:") - before);
    }

    private static long Read(string name) =>
        1024 * long.Parse(File.ReadLines(Status).Single(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
}
