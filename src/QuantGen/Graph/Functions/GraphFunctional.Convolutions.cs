using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Graph;

/// <content>Convolutions and linear layers.</content>
public static partial class GraphFunctional
{
    private static long[]? Each(long? number) => number is { } given ? [given] : null;

    private static long[] Each(long[]? numbers, int count, long absent) => numbers switch
    {
        null => [.. Enumerable.Repeat(absent, count)],
        [var one] => [.. Enumerable.Repeat(one, count)],
        _ => numbers,
    };

    // No padding stands for as much as keeps the extents.
    private static ConvolutionShape Shape(GraphValue weight, long[]? strides, long[]? padding, long[]? dilation, long groups)
    {
        var kernel = weight.shape[2..];
        return new()
        {
            Kernel = kernel,
            Stride = Each(strides, kernel.Length, 1),
            Dilation = Each(dilation, kernel.Length, 1),
            Padding = padding is null ? null : Each(padding, kernel.Length, 0),
            IsSame = padding is null,
            Groups = groups,
        };
    }

    private static GraphValue Convolution(GraphValue input, GraphValue weight, GraphValue? bias, ConvolutionShape shape) => ConvolutionForms.Convolution(input, weight, bias, shape);

    private static GraphValue Transposed(GraphValue input, GraphValue weight, GraphValue? bias, ConvolutionShape shape, long[]? outputPadding) =>
        ConvolutionForms.Transposed(input, weight, bias, shape, Each(outputPadding, shape.Dimensions, 0));

    /// <inheritdoc cref="functional.conv1d(Tensor, Tensor, Tensor, long?, long?, long?, long)"/>
    public static GraphValue conv1d(GraphValue input, GraphValue weight, GraphValue? bias = null, long? stride = null, long? padding = null, long? dilation = null, long groups = 1) =>
        Convolution(input, weight, bias, Shape(weight, Each(stride), Each(padding) ?? [0], Each(dilation), groups));

    /// <inheritdoc cref="functional.conv1d_padding(Tensor, Tensor, Tensor, long?, Padding, long?, long)"/>
    public static GraphValue conv1d_padding(GraphValue input, GraphValue weight, GraphValue? bias = null, long? stride = null, Padding padding = Padding.Valid, long? dilation = null, long groups = 1) =>
        Convolution(input, weight, bias, Shape(weight, Each(stride), padding == Padding.Same ? null : [0], Each(dilation), groups));

    /// <inheritdoc cref="functional.conv_transpose1d(Tensor, Tensor, Tensor, long?, long?, long?, long?, long)"/>
    public static GraphValue conv_transpose1d(GraphValue input, GraphValue weight, GraphValue? bias = null, long? stride = null, long? padding = null, long? output_padding = null, long? dilation = null, long groups = 1) =>
        Transposed(input, weight, bias, Shape(weight, Each(stride), Each(padding) ?? [0], Each(dilation), groups), Each(output_padding));

    /// <inheritdoc cref="functional.conv2d(Tensor, Tensor, Tensor, long[], long[], long[], long)"/>
    public static GraphValue conv2d(GraphValue input, GraphValue weight, GraphValue? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1) =>
        Convolution(input, weight, bias, Shape(weight, strides, padding ?? [0], dilation, groups));

    /// <inheritdoc cref="functional.conv2d_padding(Tensor, Tensor, Tensor, long[], Padding, long[], long)"/>
    public static GraphValue conv2d_padding(GraphValue input, GraphValue weight, GraphValue? bias = null, long[]? strides = null, Padding padding = Padding.Valid, long[]? dilation = null, long groups = 1) =>
        Convolution(input, weight, bias, Shape(weight, strides, padding == Padding.Same ? null : [0], dilation, groups));

    /// <inheritdoc cref="functional.conv_transpose2d(Tensor, Tensor, Tensor, long[], long[], long[], long[], long)"/>
    public static GraphValue conv_transpose2d(GraphValue input, GraphValue weight, GraphValue? bias = null, long[]? strides = null, long[]? padding = null, long[]? output_padding = null, long[]? dilation = null, long groups = 1) =>
        Transposed(input, weight, bias, Shape(weight, strides, padding ?? [0], dilation, groups), output_padding);

    /// <inheritdoc cref="functional.conv3d(Tensor, Tensor, Tensor, long[], long[], long[], long)"/>
    public static GraphValue conv3d(GraphValue input, GraphValue weight, GraphValue? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1) =>
        Convolution(input, weight, bias, Shape(weight, strides, padding ?? [0], dilation, groups));

    /// <inheritdoc cref="functional.conv3d_padding(Tensor, Tensor, Tensor, long[], Padding, long[], long)"/>
    public static GraphValue conv3d_padding(GraphValue input, GraphValue weight, GraphValue? bias = null, long[]? strides = null, Padding padding = Padding.Valid, long[]? dilation = null, long groups = 1) =>
        Convolution(input, weight, bias, Shape(weight, strides, padding == Padding.Same ? null : [0], dilation, groups));

    /// <inheritdoc cref="functional.conv_transpose3d(Tensor, Tensor, Tensor, long[], long[], long[], long[], long)"/>
    public static GraphValue conv_transpose3d(GraphValue input, GraphValue weight, GraphValue? bias = null, long[]? strides = null, long[]? padding = null, long[]? output_padding = null, long[]? dilation = null, long groups = 1) =>
        Transposed(input, weight, bias, Shape(weight, strides, padding ?? [0], dilation, groups), output_padding);

    /// <inheritdoc cref="functional.linear(Tensor, Tensor, Tensor)"/>
    public static GraphValue linear(GraphValue input, GraphValue weights, GraphValue? bias = null) => ConvolutionForms.Linear(input, weights, bias);
}
