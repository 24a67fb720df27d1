using QuantGen.Modules;
using QuantGen.PowerOfTwo;
using QuantGen.Quantizers;
using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <summary>What quantizers add.</summary>
internal static class QuantizerForms
{
    /// <summary>Adds what a quantizer does with a value.</summary>
    /// <param name="quantizer">The quantizer.</param>
    /// <param name="input">The value.</param>
    /// <exception cref="GraphException">It has no range, one that is no range, is about to find one, or quantizes in a way that has no form.</exception>
    public static GraphValue Trace(TensorQuantizer quantizer, GraphValue input)
    {
        if (quantizer.PreQuantScale is { } factor)
            input = input.Node("Mul", input.Constant(factor, "_pre_quant_scale"));
        if (!quantizer.Enabled)
            return input;
        if (quantizer.CalibrationEnabled)
            throw Refused(Name(quantizer.FullName, nameof(TensorQuantizer), input), "still collects its range: finish the calibration");
        if (!(quantizer.QuantEnabled || quantizer.ClipEnabled))
            return input;

        if (quantizer.LearnedRange is { } bounds)
            input = Clip(bounds, input);
        if (!quantizer.QuantEnabled)
            return input;

        var quantization = Of(quantizer, input, input.Type.Shape);
        if (quantization.Amax is [<= IntegerGrid.ZeroRange])
        {
            // Everything becomes zero, which no scale says.
            input = ActivationLayers.Clip(input, 0, 0);
        }

        return Quantize(input, quantization);
    }

    /// <summary>Rounds a value to levels.</summary>
    /// <param name="input">The value.</param>
    /// <param name="quantization">How.</param>
    public static GraphValue Quantize(GraphValue input, Quantization quantization) =>
        input.Node(GraphOperators.FakeQuantize, new GraphAttributeCollection { { GraphOperators.QuantizationAttribute, quantization } });

    /// <summary>Clips to two bounds.</summary>
    /// <param name="bounds">The bounds.</param>
    /// <param name="input">The value.</param>
    public static GraphValue Clip(ClipModule bounds, GraphValue input) =>
        ActivationLayers.Clip(input, HostValues.Of(bounds.clip_value_min)[0], HostValues.Of(bounds.clip_value_max)[0]);

    /// <summary>How a quantizer that is switched on quantizes.</summary>
    /// <param name="quantizer">The quantizer.</param>
    /// <param name="near">A value of the graph, for messages.</param>
    /// <param name="shape">The extents of what it quantizes.</param>
    /// <exception cref="GraphException">It has no range, one that is no range, or quantizes in a way that has no form.</exception>
    public static Quantization Of(TensorQuantizer quantizer, GraphValue near, ReadOnlySpan<long> shape)
    {
        var (descriptor, name) = (quantizer.Descriptor, Name(quantizer.FullName, nameof(TensorQuantizer), near));
        if (!descriptor.Format.IsInteger)
            throw Refused(name, "quantizes to floating-point numbers (E4M3), which have no form in a graph: choose an integer format");
        if (!descriptor.FakeQuant)
            throw Refused(name, "returns levels and not values: leave FakeQuant at true");
        if (descriptor.Grid is not { Upper: > 0 } grid)
            throw Refused(name, "has one bit with a sign and no level above zero: use two bits, or an unsigned descriptor");

        using var scope = NewDisposeScope();
        var range = quantizer.LearnedRange is { } learned ? learned.Amax() : quantizer.Amax ?? throw Refused(name, descriptor.Dynamic
            ? "takes its range from each tensor: calibrate it, so that it is known beforehand"
            : "has no range: calibrate the model, load a calibrated checkpoint, or set its Amax");
        if (descriptor.ScaleAmax is { } factor && quantizer.LearnedRange is null)
            range = range.mul(factor);

        var amax = HostValues.Of(range);
        if (Array.Exists(amax, static value => !(value >= 0 && float.IsFinite(value))))
            throw Refused(name, "has a range that is negative or not finite: calibrate it anew");

        return new Quantization
        {
            Bits = descriptor.Bits,
            LowestLevel = (long)grid.Lower,
            HighestLevel = (long)grid.Upper,
            Scales = Array.ConvertAll(amax, value => Scale(value, grid.Upper, isSingle: amax.Length == 1)),
            Axis = amax.Length == 1 ? null : Axis(name, range.shape, shape),
            Amax = amax,
        };
    }

    private static float Scale(float amax, float highest, bool isSingle) => amax > IntegerGrid.ZeroRange ? amax / highest : isSingle ? 1 : DeployedBias.ScaleOfZeros;

    private static int Axis(string name, long[] ranges, ReadOnlySpan<long> shape)
    {
        var axes = Enumerable.Range(0, ranges.Length).Where(axis => ranges[axis] > 1).ToArray();
        var missing = shape.Length - ranges.Length;
        return axes is [var axis] && missing >= 0 && shape[axis + missing] == ranges[axis]
            ? axis + missing
            : throw Refused(name, $"has ranges of shape [{string.Join(", ", ranges)}], which are not those of one axis of " +
                $"[{string.Join(", ", shape.ToArray())}]: use one range, or one for each channel");
    }

    /// <summary>What a quantizer is called: by the name that its model gave it, else by its path in the model that is traced.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="unnamed">The name that it has without one.</param>
    /// <param name="near">A value of the graph.</param>
    public static string Name(string name, string unnamed, GraphValue near) =>
        string.Equals(name, unnamed, StringComparison.Ordinal) && near.Builder is { Path: { Length: > 0 } path } ? path : name;

    private static GraphException Refused(string name, string problem) => new($"Quantizer '{name}' {problem}.");
}
