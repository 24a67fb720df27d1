using System.Globalization;
using QuantGen.Graph;
using QuantGen.PowerOfTwo;
using QuantGen.Testing.Snapshots;
using QuantGen.Tests.Graph.Support;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Graph;

/// <summary>Graphs as text.</summary>
public sealed class TextTests
{
    [Fact]
    public void AModel()
    {
        using var model = new SmallNet();
        using var graph = QuantGraph.Of(model, [1, 3, 8, 8]);
        var traced = graph.ToString();
        graph.Optimize();
        Snapshot.Verify([("traced.txt", traced), ("optimized.txt", graph.ToString())]);
    }

    [Fact]
    public void QuantizationAndNumbers()
    {
        var perTensor = new Quantization { Bits = 8, LowestLevel = 0, HighestLevel = 255, Scales = [0.0078125f], Rounding = FixedPointRounding.HalfUp };
        var perChannel = new Quantization { Bits = 8, LowestLevel = -127, HighestLevel = 127, Scales = [0.25f, 0.1f, 0.5f], Axis = 0 };
        using var graph = TracedFunction.Graph(
            inputs =>
            {
                using var weight = ones(3, 4);
                var quantized = Quantized(inputs[0].relu().clamp(0, 6), perTensor);
                var (values, places) = (quantized.matmul(Quantized(inputs[0].Builder!.Add("Identity", [GraphValue.FromTensor(weight)]), perChannel).t()) * 0.5f).topk(2);
                return [values, places + inputs[1]];
            },
            new GraphInput([2, 4], Name: "x"),
            new GraphInput([1], GraphElementType.Int64, "shift"));
        graph.Optimize();
        Snapshot.Verify([("graph.txt", graph.ToString())]);
    }

    [Fact]
    public void TheTextIsTheSameInEveryCulture()
    {
        using var model = new SmallNet();
        using var graph = QuantGraph.Of(model, [1, 3, 8, 8]);
        var (expected, culture) = (graph.ToString(), CultureInfo.CurrentCulture);
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            Assert.Equal(expected, graph.ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private static GraphValue Quantized(GraphValue value, Quantization quantization) =>
        GraphValue.Apply(GraphOperators.FakeQuantize, [value], new() { { GraphOperators.QuantizationAttribute, quantization } });
}
