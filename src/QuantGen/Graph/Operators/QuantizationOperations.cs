using QuantGen.PowerOfTwo;
using QuantGen.Quantizers;
using static TorchSharp.torch;

namespace QuantGen.Graph.Operators;

/// <summary>Rounding to levels, as the library's quantizers do it.</summary>
internal static class QuantizationOperations
{
    /// <summary>The definitions.</summary>
    public static IEnumerable<GraphOperation> All =>
    [
        new(
            GraphOperators.FakeQuantize,
            "x",
            static call =>
            {
                Check(call, call.Get<Quantization>(GraphOperators.QuantizationAttribute));
                return [Definitions.Float(call)];
            },
            static (call, inputs) => [Quantize(call, inputs[0]!)],
            OperationAttribute.Required(GraphOperators.QuantizationAttribute, AttributeKind.Quantization)),
    ];

    private static void Check(OperationCall call, Quantization quantization)
    {
        var (scales, amax) = (quantization.Scales, quantization.Amax);
        if (quantization.LowestLevel >= quantization.HighestLevel)
            throw call.Problem($"levels from {quantization.LowestLevel} to {quantization.HighestLevel} are none");
        if (!scales.All(static scale => float.IsFinite(scale) && scale > 0))
            throw call.Problem("a scale is zero, negative or not finite: calibrate the quantizer anew");
        if (amax is not null && amax.Count != scales.Count)
            throw call.Problem($"there are {amax.Count} ranges for {scales.Count} scales");
        if (amax is not null && !amax.All(static range => float.IsFinite(range) && range >= 0))
            throw call.Problem("a range is negative or not finite: calibrate the quantizer anew");

        var needed = quantization.Axis is { } axis ? call[0].Shape[call.Axis(axis, call[0].Rank)] : 1;
        if (scales.Count != needed)
            throw call.Problem($"{scales.Count} scales do not go with {needed} places of {Shapes.Text(call[0].Shape)}");
    }

    private static Tensor Quantize(OperationCall call, Tensor input)
    {
        var quantization = call.Get<Quantization>(GraphOperators.QuantizationAttribute);
        if (quantization is { Amax: { } amax, Rounding: FixedPointRounding.HalfToEven })
        {
            var grid = new IntegerGrid(quantization.LowestLevel, quantization.HighestLevel, quantization.IsUnsigned);
            return FakeQuantization.Apply(input, Ranges(call, quantization, amax), grid, isPrivate: false);
        }

        // Scales here are powers of two, or a bias's: levels beyond 2^24 are no float32.
        if (quantization.HighestLevel > 1 << 24)
            return InDouble(call, quantization, input);

        var scale = Ranges(call, quantization, quantization.Scales);
        return FixedPointOperators.Round(input / scale, quantization.Rounding).clamp(quantization.LowestLevel, quantization.HighestLevel) * scale;
    }

    private static Tensor InDouble(OperationCall call, Quantization quantization, Tensor input)
    {
        var scale = Ranges(call, quantization, quantization.Scales).to(ScalarType.Float64);
        var levels = FixedPointOperators.Round(input.to(ScalarType.Float64) / scale, quantization.Rounding).clamp(quantization.LowestLevel, quantization.HighestLevel);

        // A level beyond 2^24 is a float32 before it is multiplied, as it is where integers are dequantized.
        return levels.to(ScalarType.Float32) * scale.to(ScalarType.Float32);
    }

    private static Tensor Ranges(OperationCall call, Quantization quantization, IReadOnlyList<float> values)
    {
        var result = tensor(values.ToArray());
        if (quantization.Axis is not { } axis)
            return result.reshape([]);

        var shape = new long[call[0].Rank];
        Array.Fill(shape, 1);
        shape[call.Axis(axis, shape.Length)] = values.Count;
        return result.reshape(shape);
    }
}
