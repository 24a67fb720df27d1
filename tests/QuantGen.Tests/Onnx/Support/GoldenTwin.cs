using QuantGen.Modules;
using QuantGen.Testing.Golden;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Onnx.Support;

/// <summary>The twin of the layers that a vector's nodes stand for, one behind the other, with the vector's weights and ranges.</summary>
internal static class GoldenTwin
{
    /// <summary>Makes the twin. The layers are numbered as in a Sequential of torch, for that is how the vectors' models were made.</summary>
    public static QuantSequential Of(GoldenCase golden)
    {
        var isPerChannel = golden["consts"].Fields.Any(static constant => constant.Key.Contains("_weight_quantizer", StringComparison.Ordinal) && constant.Value.Shape.Length == 1);
        var layers = golden["nodes"].Items.Where(static node => !node["op"].Text.EndsWith("Linear", StringComparison.Ordinal)).Select(node => Layer(golden, node)).ToArray();
        using var model = Sequential(layers);
        var converter = new LayerConverter(isPerChannel ? Granularity.PerChannel : Granularity.PerTensor);
        var twin = converter.Convert(model);
        foreach (var (name, quantizer) in twin.Quantizers())
        {
            float[] amax = [.. golden["amax"][name].Items.Select(static value => (float)value.Number)];
            quantizer.NarrowRange = false;
            quantizer.Unsigned = golden["consts"].Fields.Any(constant => constant.Value["dtype"].Text == "uint8" && constant.Key.StartsWith($"/{name.Replace('.', '/')}/", StringComparison.Ordinal));
            quantizer.Amax = amax.Length == 1 ? tensor(amax[0]) : Shaped(twin, name, amax);
        }

        twin.eval();
        return twin;
    }

    // Ranges lie along the output channels.
    private static Tensor Shaped(Module twin, string name, float[] amax)
    {
        var weight = twin.named_parameters().Single(parameter => parameter.name == name.Replace("_weight_quantizer", "weight", StringComparison.Ordinal)).parameter;
        return tensor(amax, [.. weight.shape.Select((_, axis) => weight.shape[axis] == amax.Length && axis == (weight.shape[0] == amax.Length ? 0 : 1) ? (long)amax.Length : 1)]);
    }

    private static (string, Module<Tensor, Tensor>) Layer(GoldenCase golden, GoldenValue node)
    {
        var operation = node["op"].Text;
        var name = node["out"].Items.First().Text.Split('/') is [_, var number, ..] ? number : Last(golden);
        if (operation == "Relu")
            return (name, ReLU());

        var (weight, bias) = (Values(golden, $"{name}.weight"), Values(golden, $"{name}.bias"));
        switch (operation)
        {
            case "Gemm":
                var linear = Linear(weight.shape[1], weight.shape[0]);
                (linear.weight, linear.bias) = (Parameter(weight), Parameter(bias));
                return (name, linear);
            case "Conv":
                var conv = Conv2d(weight.shape[1], weight.shape[0], (weight.shape[2], weight.shape[3]), padding: (Padding(node), Padding(node)));
                (conv.weight, conv.bias) = (Parameter(weight), Parameter(bias));
                return (name, conv);
            case "ConvTranspose":
                var transposed = ConvTranspose2d(weight.shape[0], weight.shape[1], (weight.shape[2], weight.shape[3]), padding: (Padding(node), Padding(node)));
                (transposed.weight, transposed.bias) = (Parameter(weight), Parameter(bias));
                return (name, transposed);
            default:
                throw new InvalidOperationException($"A vector has the layer {operation}, which this test does not make.");
        }
    }

    private static long Padding(GoldenValue node) => node["attr"]["pads"].Axes![0];

    // The output of the whole model is named without its layer: it is the last that has a weight.
    private static string Last(GoldenCase golden) => golden["consts"].Fields.Last(static constant => constant.Key.EndsWith(".weight", StringComparison.Ordinal)).Key.Split('.')[0];

    // The vector holds the first elements of each constant.
    private static Tensor Values(GoldenCase golden, string name)
    {
        var constant = golden["consts"][name];
        var values = new float[constant.Shape.Aggregate(1L, static (count, extent) => count * extent)];
        constant["values"].Items.Select(static value => (float)value.Number).ToArray().CopyTo(values, 0);
        return tensor(values, constant.Shape);
    }
}
