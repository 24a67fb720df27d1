using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Graph;

/// <content>Paddings, images of other sizes and other forms.</content>
public static partial class GraphFunctional
{
    private static GraphValue Interpolate(GraphValue x, long[]? size, double[]? factors, InterpolationMode mode, bool? aligns, bool recomputes, bool antialias)
    {
        if (antialias)
            throw new GraphException("Interpolation that averages (antialias) has no form in a graph.");

        return size is null && factors is null
            ? throw new GraphException("Interpolation needs a size or factors.")
            : ResizeForms.Interpolate(x, size, factors, mode, aligns ?? false, recomputes);
    }

    private static GraphValue GridSample(GraphValue input, GraphValue grid, GridSampleMode mode, GridSamplePaddingMode padding, bool alignsCorners)
    {
        var settings = new GraphAttributeCollection
        {
            { "mode", mode == GridSampleMode.Nearest ? "nearest" : "bilinear" },
            { "padding_mode", padding switch { GridSamplePaddingMode.Border => "border", GridSamplePaddingMode.Reflection => "reflection", _ => "zeros" } },
            { "align_corners", alignsCorners },
        };
        return GraphValue.Apply("GridSample", [input, grid], settings);
    }

    private static GraphValue OneHot(GraphValue x, long classes) => classes < 1
        ? throw new GraphException("one_hot needs the number of classes: the values are not known while a graph is made.")
        : x.unsqueeze(-1).eq(arange(classes)).to(ScalarType.Int64);

    private static GraphValue Attend(GraphValue query, GraphValue key, GraphValue value, GraphValue? mask, double p, bool isCausal)
    {
        if (p > 0)
            throw new GraphException("Attention that drops weights has no form in a graph: pass p: training ? p : 0.");
        if (isCausal && mask is not null)
            throw new GraphException("Attention takes a mask or is causal, not both.");

        // The square root on both sides, as PyTorch has it.
        var scale = Math.Sqrt(1 / Math.Sqrt(query.shape[^1]));
        var weights = query.mul(scale).matmul(key.transpose(-2, -1).mul(scale));
        var allowed = isCausal ? ones([query.shape[^2], key.shape[^2]], ScalarType.Bool).tril() : mask;
        if (allowed is not null)
            weights = allowed.dtype == ScalarType.Bool ? weights.masked_fill(allowed.logical_not(), double.NegativeInfinity) : weights.add(allowed);

        return weights.softmax(-1).matmul(value);
    }

    /// <inheritdoc cref="functional.pad(Tensor, long[], PaddingModes, double)"/>
    public static GraphValue pad(GraphValue input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) => PaddingForms.Pad(input, pad, mode, value);

    /// <inheritdoc cref="functional.pad(Tensor, ReadOnlySpan{long}, PaddingModes, double)"/>
    public static GraphValue pad(GraphValue input, ReadOnlySpan<long> pad, PaddingModes mode = PaddingModes.Constant, double value = 0) => PaddingForms.Pad(input, pad.ToArray(), mode, value);

    /// <inheritdoc cref="functional.pad(Tensor, ValueTuple{long, long}, PaddingModes, double)"/>
    public static GraphValue pad(GraphValue input, (long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) => PaddingForms.Pad(input, Pair(pad), mode, value);

    /// <inheritdoc cref="functional.pad(Tensor, ValueTuple{long, long, long, long}, PaddingModes, double)"/>
    public static GraphValue pad(GraphValue input, (long, long, long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
        PaddingForms.Pad(input, [pad.Item1, pad.Item2, pad.Item3, pad.Item4], mode, value);

    /// <inheritdoc cref="functional.pad(Tensor, long, PaddingModes, double)"/>
    public static GraphValue pad(GraphValue input, long pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
        PaddingForms.Pad(input, [.. Enumerable.Repeat(pad, 2 * (int)input.ndim)], mode, value);

    /// <inheritdoc cref="functional.interpolate(Tensor, long[], double[], InterpolationMode, bool?, bool, bool)"/>
    public static GraphValue interpolate(GraphValue x, long[]? size = null, double[]? scale_factor = null, InterpolationMode mode = InterpolationMode.Nearest, bool? align_corners = null, bool recompute_scale_factor = false, bool antialias = false) =>
        Interpolate(x, size, scale_factor, mode, align_corners, recompute_scale_factor, antialias);

    /// <inheritdoc cref="functional.upsample(Tensor, long[], double[], UpsampleMode, bool)"/>
    public static GraphValue upsample(GraphValue input, long[]? size = null, double[]? scale_factor = null, UpsampleMode mode = UpsampleMode.Nearest, bool align_corners = false) =>
        Interpolate(input, size, scale_factor, (InterpolationMode)mode, align_corners, recomputes: false, antialias: false);

    /// <inheritdoc cref="functional.pixel_shuffle(Tensor, long)"/>
    public static GraphValue pixel_shuffle(GraphValue input, long upscale_factor) => ShapeForms.PixelShuffle(input, upscale_factor);

    /// <inheritdoc cref="functional.pixel_unshuffle(Tensor, long)"/>
    public static GraphValue pixel_unshuffle(GraphValue input, long downscale_factor) => ShapeForms.PixelUnshuffle(input, downscale_factor);

    /// <inheritdoc cref="functional.grid_sample(Tensor, Tensor, GridSampleMode, GridSamplePaddingMode, bool?)"/>
    public static GraphValue grid_sample(GraphValue input, GraphValue grid, GridSampleMode mode = GridSampleMode.Bilinear, GridSamplePaddingMode padding_mode = GridSamplePaddingMode.Zeros, bool? align_corners = null) =>
        GridSample(input, grid, mode, padding_mode, align_corners ?? false);

    /// <inheritdoc cref="functional.one_hot(Tensor, long)"/>
    public static GraphValue one_hot(GraphValue x, long num_classes = -1) => OneHot(x, num_classes);

    /// <inheritdoc cref="functional.scaled_dot_product_attention(Tensor, Tensor, Tensor, Tensor, double, bool)"/>
    public static GraphValue scaled_dot_product_attention(GraphValue query, GraphValue key, GraphValue value, GraphValue? attn_mask = null, double p = 0, bool is_casual = false) =>
        Attend(query, key, value, attn_mask, p, is_casual);
}
