using System.Globalization;
using System.Text;
using QuantGen.Graph.Operators;
using QuantGen.PowerOfTwo;
using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <summary>Writes a graph for people: one line for each input, constant and node.</summary>
internal static class GraphText
{
    // Beyond that a constant's elements say nothing to a reader.
    private const int ElementsShown = 4;

    /// <summary>The text, with line feeds, the same on every machine.</summary>
    public static string Of(QuantGraph graph)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"graph {graph.Name}\n");
        foreach (var input in graph.Inputs)
            text.Append(CultureInfo.InvariantCulture, $"  input {Declared(input)}\n");
        foreach (var constant in graph.Constants())
            text.Append(CultureInfo.InvariantCulture, $"  constant {Declared(constant)}{Elements(constant)}\n");
        foreach (var node in graph.Nodes)
            text.Append(CultureInfo.InvariantCulture, $"  {Node(node)}\n");

        return text.Append(CultureInfo.InvariantCulture, $"  return {string.Join(", ", graph.Outputs.Select(static output => output.Name))}\n").ToString();
    }

    /// <summary>One node: its results, what it does, what it reads, how.</summary>
    public static string Node(GraphNode node)
    {
        var settings = string.Concat(node.Attributes.Select(static attribute => $" {attribute.Key}={Value(attribute.Value)}"));
        return $"{string.Join(", ", node.Outputs.Select(Declared))} = {node.Operation}({string.Join(", ", node.Inputs.Select(static input => input?.Name ?? "-"))}){settings}";
    }

    private static string Declared(GraphInfo value) => $"{value.Name}: {value.Type}";

    private static string Value(object value) => value switch
    {
        long[] numbers => Shapes.Text(numbers),
        float[] numbers => $"[{string.Join(", ", numbers.Select(Number))}]",
        float number => Number(number),
        Quantization quantization => Of(quantization),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };

    private static string Of(Quantization quantization)
    {
        var scales = quantization.Axis is { } axis
            ? string.Create(CultureInfo.InvariantCulture, $"{quantization.Scales.Count} scales from {Number(quantization.Scales.Min())} to {Number(quantization.Scales.Max())} along axis {axis}")
            : $"scale {Number(quantization.Scales[0])}";
        var rounding = quantization.Rounding == FixedPointRounding.HalfToEven ? "" : $", {quantization.Rounding}";
        return string.Create(CultureInfo.InvariantCulture, $"{{{quantization.Bits} bit, {quantization.LowestLevel}..{quantization.HighestLevel}, {scales}{rounding}}}");
    }

    private static string Elements(GraphInfo constant)
    {
        if (constant.Type.Count is 0 or > ElementsShown)
            return "";

        using var scope = NewDisposeScope();
        var values = constant.Constant!.Values.flatten().to(ScalarType.Float64).data<double>().ToArray();
        return $" = {string.Join(", ", values.Select(value => constant.ElementType == GraphElementType.Float32 ? Number((float)value) : value.ToString(CultureInfo.InvariantCulture)))}";
    }

    private static string Number(float value) => value.ToString("R", CultureInfo.InvariantCulture);
}
