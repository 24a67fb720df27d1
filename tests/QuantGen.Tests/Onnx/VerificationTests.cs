using QuantGen.Graph;
using QuantGen.Onnx;
using QuantGen.Testing.Onnx;
using QuantGen.Tests.Onnx.Support;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Onnx;

/// <summary>Models, graphs and files compared on the same inputs.</summary>
public sealed class VerificationTests : IDisposable
{
    private readonly TorchSharp.DisposeScope _scope = NewDisposeScope();
    private readonly HandGraph _hand = new();

    [OnnxRuntimeFact]
    public void AllAgree()
    {
        var graph = Graph();
        var interpreter = new GraphInterpreter(graph);
        var report = ExportVerification.Run(tensors => interpreter.Run(tensors), graph, [[randn(2, 4)], [randn(2, 4)]], new() { Library = Ort.Library, PerNode = true });

        Assert.Equal([ExportRunner.Interpreter, ExportRunner.OnnxRuntime, ExportRunner.OnnxRuntimeOptimized], report.Outputs.Select(static comparison => comparison.Runner));
        Assert.All(report.Outputs, static comparison => Assert.Equal((12L, 0L), (comparison.Elements, comparison.Mismatches)));
        Assert.Equal(2, report.Nodes.Count);
        Assert.Null(report.FirstDifference);
        Assert.Null(report.Missing);
        Assert.Contains("ONNX Runtime optimized: 0 of 12 differ, by 0 levels at most", report.ToString(), StringComparison.Ordinal);
        Assert.Contains("All 2 values in between agree.", report.ToString(), StringComparison.Ordinal);
    }

    [OnnxRuntimeFact]
    public void ADifferenceIsCountedInLevels()
    {
        var graph = Graph();
        var interpreter = new GraphInterpreter(graph);
        var report = ExportVerification.Run(tensors => [interpreter.Run(tensors)[0] + tensor(new[] { 0.3f, 0, 0.04f })], graph, [[randn(2, 4)]], new() { Library = Ort.Library });

        Assert.All(report.Outputs, static comparison => Assert.Equal((6L, 2L, 3.0), (comparison.Elements, comparison.Mismatches, Math.Round(comparison.MostLevels!.Value, 3))));
        Assert.Contains("2 of 6 differ, by 3 levels at most", report.ToString(), StringComparison.Ordinal);
    }

    [OnnxRuntimeFact]
    public void FloatingPointHasARelativeError()
    {
        var graph = _hand.Build(_hand.Add("Relu", [_hand.Input(2, 4)]));
        var report = ExportVerification.Run(static tensors => [tensors[0].relu() * 1.001f], graph, [[ones(2, 4)]], new() { Library = Ort.Library });

        Assert.All(report.Outputs, static comparison => Assert.InRange(comparison.RelativeError, 0.0009, 0.0011));
        Assert.Contains("relative error 1.0e-3 over 8", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutOnnxRuntimeTheInterpreterAloneIsCompared()
    {
        var before = Environment.GetEnvironmentVariable(OnnxRuntimeLibrary.PathVariable);
        Environment.SetEnvironmentVariable(OnnxRuntimeLibrary.PathVariable, null);
        try
        {
            var graph = Graph();
            var report = ExportVerification.Run(tensors => new GraphInterpreter(graph).Run(tensors), graph, [[randn(2, 4)]], new() { PerNode = true });

            Assert.Equal(ExportRunner.Interpreter, Assert.Single(report.Outputs).Runner);
            Assert.Contains(OnnxRuntimeLibrary.PathVariable, report.Missing, StringComparison.Ordinal);
            Assert.EndsWith(report.Missing + "\n", report.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable(OnnxRuntimeLibrary.PathVariable, before);
        }
    }

    [Fact]
    public void AModelOfAnotherShapeIsRefused()
    {
        var graph = Graph();
        Assert.Contains("trace it with the shape", Assert.Throws<OnnxException>(() => ExportVerification.Run(static _ => [zeros(3, 3)], graph, [[randn(2, 4)]])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ExportVerification.Run(static _ => [], graph, [[randn(2, 4)]]));
    }

    public void Dispose()
    {
        _hand.Dispose();
        _scope.Dispose();
    }

    private QuantGraph Graph() => _hand.Build(_hand.Quantize(_hand.Add(GraphOperators.Linear, [_hand.Quantize(_hand.Input(2, 4), 0.05f), _hand.QuantizeWeight(_hand.Weight("w", 3, 4))]), 0.1f));
}
