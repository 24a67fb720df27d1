using System.CommandLine;
using ImageClassification.Data;
using ImageClassification.Export;
using QuantGen.Graph;
using QuantGen.Onnx;
using static TorchSharp.torch;

namespace ImageClassification.Commands;

/// <summary><c>verify</c>: whether a model, its graph and its ONNX file compute the same.</summary>
internal static class VerifyCommand
{
    private const int BatchSize = 50;

    public static Command Create()
    {
        var data = new DataOptions();
        var model = new ModelOptions(hasTarget: true);
        var weights = FileOption.Weights("Weights of the model.");
        var quantized = EvaluateCommand.Quantized();
        var samples = NumberOption.Whole("--samples", "Test pictures to compare on.", 500, 1);
        var nodes = new Option<bool>("--nodes") { Description = "Name the first operation whose result differs." };
        var library = OnnxModule.Library();

        var command = new Command("verify", "Compares a model with its graph and with its export in ONNX Runtime, without optimizations and with all.");
        model.AddTo(command);
        data.AddTo(command);
        command.Add(weights);
        command.Add(quantized);
        command.Add(samples);
        command.Add(nodes);
        command.Add(library);

        command.SetWork((parse, reporter, cancellation) =>
        {
            var pictures = data.Load(parse, reporter);
            using var network = model.Create(parse, pictures);
            using var twin = ModelOptions.Load(network, parse.GetRequiredValue(weights), parse.GetValue(quantized));
            var compared = twin ?? network;
            compared.eval();
            using var runtime = OnnxRuntimeLibrary.Load(parse.GetValue(library));
            var count = Math.Min(parse.GetValue(samples), pictures.Test.Count);
            var batch = Math.Min(BatchSize, count);
            using var graph = QuantGraph.Of(compared, ModelInput.Of(pictures.Test, batch));
            graph.Optimize();

            var set = pictures.Test.Slice(0, count / batch * batch);
            var order = new BatchOrder(batch);
            ExportReport? report = null;
            reporter.Run("Comparing", order.Batches(set.Count), advance => report = ExportVerification.Run(
                compared,
                graph,
                Images(set, order, advance, cancellation),
                new ExportVerificationOptions { Library = runtime, PerNode = parse.GetValue(nodes), Isolated = twin is not null }));
            foreach (var line in report!.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries))
                reporter.Line(line);
        });
        return command;
    }

    private static IEnumerable<Tensor> Images(ImageSet set, BatchOrder order, Action advance, CancellationToken cancellation)
    {
        foreach (var batch in BatchLoader.Read(set, order, cancellation))
        {
            using var images = batch.Images();
            yield return images;
            advance();
        }
    }
}
