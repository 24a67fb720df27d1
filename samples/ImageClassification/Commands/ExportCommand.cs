using System.CommandLine;
using System.Globalization;
using ImageClassification.Export;
using QuantGen.Graph;
using QuantGen.Onnx;
using SampleKit.Files;

namespace ImageClassification.Commands;

/// <summary><c>export</c>: a model, float or quantized, as an ONNX file.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var data = new DataOptions();
        var model = new ModelOptions(hasTarget: true);
        var weights = FileOption.Weights("Weights of the model.");
        var quantized = EvaluateCommand.Quantized();
        var opset = NumberOption.Whole("--opset", "Version of the ONNX operators.", new OnnxOptions().Opset, OnnxVersions.LowestOpset, OnnxVersions.HighestOpset);
        var batch = NumberOption.Whole("--batch", "Pictures that the exported model takes at a time.", 1, 1, 4096);
        var output = FileOption.Output("The ONNX file.");

        var command = new Command("export", "Writes a model as ONNX: in float, or on its 8-bit levels.");
        model.AddTo(command);
        data.AddTo(command);
        command.Add(weights);
        command.Add(quantized);
        command.Add(opset);
        command.Add(batch);
        command.Add(output);

        command.SetWork((parse, reporter, _) =>
        {
            var file = OutputFile.Claim(parse.GetRequiredValue(output));
            var pictures = data.Load(parse, reporter);
            using var network = model.Create(parse, pictures);
            using var twin = ModelOptions.Load(network, parse.GetRequiredValue(weights), parse.GetValue(quantized));
            using var graph = QuantGraph.Of(twin ?? network, ModelInput.Of(pictures.Test, parse.GetValue(batch)));
            graph.Optimize();
            OnnxExport.Save(graph, file, new OnnxOptions { Opset = parse.GetValue(opset) });
            reporter.Line(string.Create(CultureInfo.InvariantCulture, $"ONNX file: {file}, {graph.Nodes.Count} operations, {new FileInfo(file).Length / 1e6:0.00} MB"));
        });
        return command;
    }
}
