using static QuantGen.Onnx.Lowering.OperationLowering;

namespace QuantGen.Onnx.Lowering;

/// <summary>Convolutions, with all their settings written out, as other exporters do: not every reader of files knows the defaults.</summary>
internal static class ConvolutionLowering
{
    // Batch and channels.
    private const int OtherAxes = 2;

    /// <summary>The operations.</summary>
    public static IEnumerable<KeyValuePair<string, Action<LoweredNode>>> All => [Of("Conv", Convolution), Of("ConvTranspose", Convolution)];

    private static void Convolution(LoweredNode node)
    {
        long[] kernel = [.. node.Node.Inputs[1]!.Shape.Skip(OtherAxes)];
        var ones = Enumerable.Repeat(1L, kernel.Length).ToArray();
        var attributes = new List<OnnxAttribute>
        {
            new("dilations", node.Get("dilations", ones)),
            new("group", node.Get("group", 1L)),
            new("kernel_shape", kernel),
            new("pads", node.Get("pads", new long[2 * kernel.Length])),
            new("strides", node.Get("strides", ones)),
        };
        if (node.Get("output_padding", Array.Empty<long>()) is var padding && padding.Any(static extent => extent != 0))
            attributes.Add(new("output_padding", padding));

        node.Last(node.Node.Operation, node.Inputs, attributes);
    }
}
