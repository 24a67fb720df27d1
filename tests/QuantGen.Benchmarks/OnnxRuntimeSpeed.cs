extern alias onnxruntime;

using QuantGen.Graph;
using QuantGen.Onnx;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using OnnxRuntimeModels = onnxruntime::ModelZoo.Models;

namespace QuantGen.Benchmarks;

/// <summary>How much faster ONNX Runtime computes a model that was exported in 8 bits than the same one in float: one picture of 224 x 224, one thread.</summary>
internal sealed class OnnxRuntimeSpeed : IBenchmark
{
    private const int Rounds = 300;
    private const int Size = 224;
    private const int StatisticsPasses = 20;
    private const int StatisticsBatch = 4;

    /// <inheritdoc/>
    public string Name => "onnxruntime";

    /// <inheritdoc/>
    public IEnumerable<Result> Run(TextWriter log, string prefix)
    {
        if (!OnnxRuntimeLibrary.TryLoad(path: null, out var library, out var reason))
        {
            log.WriteLine($"{Name}: left out. {reason}");
            yield break;
        }

        using (library)
        {
            foreach (var (network, create) in new (string, Func<Module<Tensor, Tensor>>)[] { ("resnet18", () => OnnxRuntimeModels.ResNet18()), ("mobilenetv2", () => OnnxRuntimeModels.MobileNetV2()) })
            {
                random.manual_seed(1);
                using var model = create();
                using var picture = randn(1, 3, Size, Size);
                Settle(model);
                model.eval();
                using var twin = (Module<Tensor, Tensor>)((IQuantizable)model).ToQuantized();
                Networks.Calibrate(twin, picture);
                twin.eval();
                using var real = Load(library, model, log: null);
                log.WriteLine($"{Name}.{network}: one picture of {Size} x {Size}, one thread");
                using var levels = Load(library, twin, log);
                var measured = Interleaved.Run(log, Rounds, new Variant("float", () => Run(real, picture)), new Variant("8 bits", () => Run(levels, picture)));
                yield return new Result($"{Name}.{network}", measured[0].Processor / measured[1].Processor, "x faster than float");
            }
        }
    }

    // Running statistics of data: with those of a fresh network nothing but zeros comes through a deep one.
    private static void Settle(Module<Tensor, Tensor> model)
    {
        using var noGradient = no_grad();
        model.train();
        for (var i = 0; i < StatisticsPasses; i++)
        {
            using var scope = NewDisposeScope();
            model.call(randn(StatisticsBatch, 3, Size, Size));
        }
    }

    private static OnnxSession Load(OnnxRuntimeLibrary library, Module model, TextWriter? log)
    {
        using var graph = QuantGraph.Of(model, new GraphInput([1, 3, Size, Size]));
        graph.Optimize();
        var folder = Directory.CreateTempSubdirectory("quantgen");
        try
        {
            var (file, optimized) = (Path.Combine(folder.FullName, "model.onnx"), Path.Combine(folder.FullName, "optimized.onnx"));
            OnnxExport.Save(graph, file);
            var session = new OnnxSession(library, file, new OnnxSessionOptions { OptimizedModelPath = optimized });
            log?.WriteLine("  runs as " + string.Join(", ", OnnxModel.Load(optimized).Graph.Nodes.GroupBy(static node => node.OpType).OrderByDescending(static group => group.Count()).Select(static group => $"{group.Count()} {group.Key}")));
            return session;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Run(OnnxSession session, Tensor picture)
    {
        foreach (var result in session.Run(picture))
            result.Dispose();
    }
}
