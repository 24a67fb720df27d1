using QuantGen.Graph;
using QuantGen.Onnx;
using QuantGen.Tests.Onnx.Support;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Onnx;

/// <summary>Programs that nobody here wrote take the files: ONNX's own checker, and node.</summary>
public sealed class ClientTests : IDisposable
{
    private readonly TorchSharp.DisposeScope _scope = NewDisposeScope();
    private readonly HandGraph _hand = new();
    private readonly OnnxFolder _folder = new();

    [PythonFact]
    public void TheCheckerAndShapeInferenceOfOnnxHaveNoComplaint()
    {
        var graph = Network();
        foreach (var target in (OnnxTarget[])[OnnxTarget.OnnxRuntime, OnnxTarget.TensorRT, OnnxTarget.Float])
        {
            foreach (var opset in (int[])[13, 15, 17])
                OnnxExport.Save(graph, _folder.Path($"{target} {opset}.onnx"), new() { Target = target, Opset = opset, DropQuantizers = true });
        }

        OnnxExport.Save(graph, _folder.Path("parts.onnx"), new() { Target = OnnxTarget.OnnxRuntime, ExternalDataThreshold = 0 });

        Assert.Equal("", PythonChecker.Check(_folder));
    }

    [NodeFact]
    public void NodeComputesWhatTheInterpreterComputes()
    {
        var graph = Network();
        var expected = new GraphInterpreter(graph).Run(_hand.Samples)[0];
        foreach (var opset in (int[])[13, 17, 21])
        {
            OnnxExport.Save(graph, _folder.Path(), new() { Target = OnnxTarget.OnnxRuntime, Bias = OnnxBias.Float, Opset = opset, ExternalDataThreshold = opset == 17 ? 0 : OnnxModel.MostFileBytes });
            var output = Node.Run(_folder.Path(), _hand.Samples)[0];

            Assert.Equal(graph.Outputs[0].Name, output.GetProperty("name").GetString());
            Assert.Equal(expected.shape, output.GetProperty("dims").EnumerateArray().Select(static extent => extent.GetInt64()));
            Assert.Equal(Tensors.Floats(expected), output.GetProperty("data").EnumerateArray().Select(static value => value.GetSingle()));
        }
    }

    public void Dispose()
    {
        _folder.Dispose();
        _hand.Dispose();
        _scope.Dispose();
    }

    // Two convolutions, one around which the values go, pooling and a linear layer.
    private QuantGraph Network()
    {
        manual_seed(17);
        const float step = 1f / 32;
        var x = _hand.Quantize(_hand.Input(2, 3, 10, 10), step);
        var first = _hand.Quantize(_hand.Add("Relu", [Conv(x, 8)]), step, unsigned: true);
        var sum = _hand.Add("Add", [_hand.Quantize(Conv(first, 8), step), first]);
        var pooled = _hand.Add("MaxPool", [_hand.Quantize(_hand.Add("Relu", [sum]), step, unsigned: true)], new() { { "kernel_shape", (long[])[2, 2] }, { "strides", (long[])[2, 2] } });
        var features = _hand.Quantize(_hand.Add("Flatten", [pooled]), step, unsigned: true);
        var weight = _hand.Quantize(_hand.Weight("fc.weight", 5, 200), HandGraph.Levels(1f / 128));
        return _hand.Build(_hand.Quantize(_hand.Add(GraphOperators.Linear, [features, weight, _hand.Weight("fc.bias", 5)]), 4 * step));
    }

    private GraphInfo Conv(GraphInfo x, long channels) => _hand.Add(
        "Conv",
        [x, _hand.Quantize(_hand.Weight("weight", channels, x.Shape[1], 3, 3), HandGraph.Levels(1f / 128)), _hand.Weight("bias", channels)],
        new() { { "pads", (long[])[1, 1, 1, 1] } });
}
