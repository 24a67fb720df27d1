using System.Text.Json;
using QuantGen.Quantizers;
using QuantGen.Testing.Golden;
using static TorchSharp.torch;

namespace QuantGen.Tests.Quantizers;

public sealed class QuantizerGoldenTests
{
    [GoldenTheory("quantizer")]
    [GoldenData("quantizer")]
    public void OutputsOfTheQuantizerAreThePeersBitForBit(GoldenCase vector)
    {
        using var scope = NewDisposeScope();
        using var quantizer = new TensorQuantizer(Descriptor(vector["descriptor"]))
        {
            Enabled = !vector["disabled"].Flag,
            QuantEnabled = vector["quant_stage"].Flag,
        };
        if (vector.Has("pre_quant_scale"))
            quantizer.PreQuantScale = vector["pre_quant_scale"].Tensor();

        Bits.Equal(vector["y"].Tensor(), quantizer.call(vector["x"].Tensor())!, "y");
        if (vector.Has("real_quant_scale"))
            Bits.Equal(vector["real_quant_scale"].Floats, Tensors.Floats(quantizer.Scale!), "scale");
    }

    // The peer's quantizer takes the range from each tensor while it has none; here that must be asked for.
    private static QuantDescriptor Descriptor(GoldenValue options)
    {
        var descriptor = new QuantDescriptor
        {
            Bits = options.Has("num_bits") ? options["num_bits"].Integer : 8,
            Axes = options.Has("axis") ? [.. options["axis"].Axes!] : null,
            FakeQuant = !options.Has("fake_quant") || options["fake_quant"].Flag,
            NarrowRange = options.Has("narrow_range") && options["narrow_range"].Flag,
            Unsigned = options.Has("unsigned") && options["unsigned"].Flag,
            ScaleAmax = options.Has("scale_amax") ? (float)options["scale_amax"].Number : null,
            Dynamic = true,
        };
        if (!options.Has("amax"))
            return descriptor;

        using var json = JsonDocument.Parse(options["amax"].ToString());
        var (values, shape) = (new List<float>(), new List<long>());
        Flatten(json.RootElement, 0, values, shape);
        return descriptor with { Amax = [.. values], AmaxShape = [.. shape] };
    }

    private static void Flatten(JsonElement element, int depth, List<float> values, List<long> shape)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            values.Add(element.GetSingle());
            return;
        }

        if (shape.Count == depth)
            shape.Add(element.GetArrayLength());
        foreach (var item in element.EnumerateArray())
            Flatten(item, depth + 1, values, shape);
    }
}
