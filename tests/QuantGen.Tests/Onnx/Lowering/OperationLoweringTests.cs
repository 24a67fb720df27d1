using QuantGen.Graph;
using QuantGen.Graph.Operators;
using QuantGen.Onnx;
using QuantGen.Testing.Onnx;
using QuantGen.Tests.Onnx.Support;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Onnx.Lowering;

/// <summary>Each operation at each kind of operator set: ONNX Runtime computes what the interpreter computes, and ONNX's own checker has no complaint.</summary>
public sealed class OperationLoweringTests
{
    private static readonly int[] _opsets = [13, 14, 16, 17, 18, 19, 20, 21];
    private static readonly Dictionary<string, int> _needed = new(StringComparer.Ordinal) { ["Trilu"] = 14, ["GridSample"] = 16 };

    public static TheoryData<string> Names => [.. OperationCases.All.Keys];

    [Fact]
    public void EveryOperationHasACase()
    {
        var covered = OperationCases.All.Keys.Select(static name => name.Split(' ')[0]).ToHashSet();
        Assert.Equal([GraphOperators.FakeQuantize], GraphOperations.All.Select(static operation => operation.Name).Where(name => !covered.Contains(name)));
    }

    [OnnxRuntimeTheory]
    [MemberData(nameof(Names))]
    public void RunsAsInTheInterpreter(string name)
    {
        manual_seed(3);
        using var scope = NewDisposeScope();
        using var hand = new HandGraph();
        var graph = hand.Build([.. OperationCases.All[name](hand)]);
        var expected = new GraphInterpreter(graph).Run(hand.Samples);
        var needed = _needed.GetValueOrDefault(name.Split(' ')[0]);
        foreach (var opset in _opsets.Where(opset => opset < needed))
            Assert.Contains($"needs operator set {needed}", Assert.Throws<OnnxException>(() => OnnxExport.ToModel(graph, new() { Opset = opset })).Message, StringComparison.Ordinal);

        foreach (var opset in _opsets.Where(opset => opset >= needed))
        {
            using var session = new OnnxSession(Ort.Library, OnnxExport.ToModel(graph, new() { Opset = opset }).ToBytes(), new() { Optimization = OnnxOptimization.None });
            var results = session.Run(hand.Samples);
            for (var i = 0; i < expected.Count; i++)
            {
                Assert.Equal(expected[i].shape, results[i].shape);
                Assert.Equal(expected[i].dtype, results[i].dtype);
                Assert.True(expected[i].allclose(results[i], 1e-5, 2e-6, equal_nan: true), $"operator set {opset}, result {i}");
            }
        }
    }

    [PythonFact]
    public void TheCheckerAndShapeInferenceOfOnnxHaveNoComplaint()
    {
        using var folder = new OnnxFolder();
        foreach (var (name, make) in OperationCases.All)
        {
            foreach (var opset in _opsets.Where(opset => opset <= 17 && opset >= _needed.GetValueOrDefault(name.Split(' ')[0])))
            {
                using var hand = new HandGraph();
                OnnxExport.Save(hand.Build([.. make(hand)]), folder.Path($"{name} {opset}.onnx"), new() { Opset = opset });
            }
        }

        // 17 is the newest operator set that Debian's release of the package knows.
        Assert.Equal("", PythonChecker.Check(folder));
    }
}
