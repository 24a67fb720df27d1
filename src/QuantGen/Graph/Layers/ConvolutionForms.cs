using TorchSharp;

namespace QuantGen.Graph;

/// <summary>Convolutions and products with a weight.</summary>
internal static class ConvolutionForms
{
    /// <summary>A convolution that pads by itself.</summary>
    /// <param name="input">(N, C, ...) or (C, ...).</param>
    /// <param name="weight">The weight.</param>
    /// <param name="bias">The bias, or null.</param>
    /// <param name="shape">How the window moves.</param>
    public static GraphValue Convolution(GraphValue input, GraphValue weight, GraphValue? bias, ConvolutionShape shape) =>
        input.Batched(shape.Dimensions, batch =>
        {
            var (padded, pads) = Padded(batch, shape);
            return padded.Node("Conv", [weight, bias], new GraphAttributeCollection
            {
                { "strides", shape.Stride },
                { "pads", pads },
                { "dilations", shape.Dilation },
                { "group", shape.Groups },
            });
        });

    /// <summary>A transposed convolution.</summary>
    /// <param name="input">(N, C, ...) or (C, ...).</param>
    /// <param name="weight">The weight.</param>
    /// <param name="bias">The bias, or null.</param>
    /// <param name="shape">How the window moves.</param>
    /// <param name="outputPadding">What is added to the end of each dimension of the output.</param>
    public static GraphValue Transposed(GraphValue input, GraphValue weight, GraphValue? bias, ConvolutionShape shape, long[] outputPadding) =>
        input.Batched(shape.Dimensions, batch => batch.Node("ConvTranspose", [weight, bias], new GraphAttributeCollection
        {
            { "strides", shape.Stride },
            { "pads", (long[])[.. shape.Padding!, .. shape.Padding!] },
            { "output_padding", outputPadding },
            { "dilations", shape.Dilation },
            { "group", shape.Groups },
        }));

    /// <summary>x w^T + b.</summary>
    /// <param name="input">(..., features).</param>
    /// <param name="weight">(outputs, features).</param>
    /// <param name="bias">(outputs), or null.</param>
    public static GraphValue Linear(GraphValue input, GraphValue weight, GraphValue? bias) => input.Node(GraphOperators.Linear, [weight, bias]);

    private static (GraphValue Input, long[] Pads) Padded(GraphValue input, ConvolutionShape shape)
    {
        var (before, after) = shape.Widths;
        long[] none = new long[shape.Dimensions];
        return shape.Mode == PaddingModes.Zeros
            ? (input, [.. before, .. after])
            : (PaddingForms.Pad(input, shape.Mode, 0, [0, 0, .. before], [0, 0, .. after]), [.. none, .. none]);
    }
}
