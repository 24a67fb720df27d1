using static TorchSharp.torch;
using TorchSharp.Modules;

namespace QuantGen.Graph;

/// <summary>Layers that move elements, look them up, or pass them on.</summary>
internal static class ShapeLayers
{
    /// <summary>The forms.</summary>
    public static LayerForm[] Forms { get; } =
    [
        LayerForm.Passing<Identity>(),
        LayerForm.Passing<Dropout>(),
        LayerForm.Passing<Dropout1d>(),
        LayerForm.Passing<Dropout2d>(),
        LayerForm.Passing<Dropout3d>(),
        LayerForm.Passing<AlphaDropout>(),
        LayerForm.Passing<FeatureAlphaDropout>(),
        LayerForm.Of<Flatten>(static (layer, x) => ShapeForms.Flatten(x, layer.start_dim, layer.end_dim)),
        LayerForm.Of<Unflatten>(static (layer, x) => ShapeForms.Unflatten(x, layer.dim, layer.unflattened_size)),
        LayerForm.Of<PixelShuffle>(static (layer, x) => ShapeForms.PixelShuffle(x, layer.upscale_factor)),
        LayerForm.Of<PixelUnshuffle>(static (layer, x) => ShapeForms.PixelUnshuffle(x, layer.downscale_factor)),
        LayerForm.Of<ChannelShuffle>(static (layer, x) => ShapeForms.ChannelShuffle(x, layer.groups)),
        LayerForm.Of<Upsample>(static (layer, x) => ResizeForms.Interpolate(
            x,
            layer.size.IsEmpty ? null : layer.size.ToArray(),
            layer.scale_factor.IsEmpty ? null : layer.scale_factor.ToArray(),
            (InterpolationMode)layer.mode,
            layer.align_corners ?? false,
            layer.recompute_scale_factor ?? false)),
        LayerForm.Of<Embedding>(static (layer, x) => x.Constant(HiddenSettings.Table(layer, x), "weight").Node("Gather", [x], new GraphAttributeCollection { { "axis", 0L } })),
    ];
}
