using QuantGen.Modules;
using TorchSharp.Modules;

namespace QuantGen.Graph;

/// <summary>Convolutions and linear layers in float.</summary>
internal static class ConvolutionLayers
{
    /// <summary>The forms.</summary>
    public static LayerForm[] Forms { get; } =
    [
        LayerForm.Of<Convolution>(static (layer, x) =>
            ConvolutionForms.Convolution(x, x.Constant(layer.weight, "weight"), x.ConstantIfAny(layer.bias, "bias"), ConvolutionShape.Of(layer))),
        LayerForm.Of<ConvolutionTranspose>(static (layer, x) => Transposed(layer, x, size: null)),
        LayerForm.Of<Linear>(static (layer, x) => ConvolutionForms.Linear(x, x.Constant(layer.weight, "weight"), x.ConstantIfAny(layer.bias, "bias"))),
    ];

    /// <summary>A transposed convolution whose output has a given size.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="input">Its input.</param>
    /// <param name="size">The extents of the output, with or without those before the spatial ones; null for the smallest.</param>
    public static GraphValue Transposed(ConvolutionTranspose layer, GraphValue input, long[]? size)
    {
        var added = size is null
            ? layer.output_padding
            : OutputSize.Padding(layer.GetName(), input.Type.Shape, size, layer.kernel_size, layer.stride, layer.padding!, layer.dilation);
        var shape = ConvolutionShape.Of(layer);
        return ConvolutionForms.Transposed(input, input.Constant(layer.weight, "weight"), input.ConstantIfAny(layer.bias, "bias"), shape, added);
    }

    /// <summary>The product of two inputs with a weight: y_o = x1 W_o x2 + b_o.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="first">(N, first features).</param>
    /// <param name="second">(N, second features).</param>
    public static GraphValue Product(Bilinear layer, GraphValue first, GraphValue second)
    {
        // (.., 1, 1, I) (O, I, J) gives (.., O, 1, J), of which the product with (.., 1, J, 1) is (.., O, 1, 1).
        var rows = first.WithAxis(first.Type.Rank - 1).WithAxis(first.Type.Rank - 1);
        var columns = second.WithAxis(second.Type.Rank).WithAxis(second.Type.Rank - 1);
        var products = rows.Node("MatMul", first.Constant(layer.weight, "weight")).Node("MatMul", columns);
        long[] shape = [.. first.Type.Shape[..^1], layer.weight.size(0)];
        var sums = products.ToShape(shape);
        return layer.bias is { } bias ? sums.Node("Add", first.Constant(bias, "bias")) : sums;
    }
}
