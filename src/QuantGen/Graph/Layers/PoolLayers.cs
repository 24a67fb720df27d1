using TorchSharp.Modules;

namespace QuantGen.Graph;

/// <summary>Pools in float.</summary>
internal static class PoolLayers
{
    /// <summary>The forms.</summary>
    public static LayerForm[] Forms { get; } =
    [
        LayerForm.Of<MaxPool1d>(static (layer, x) =>
            PoolForms.Max(x, 1, [layer.kernel_size], One(layer.stride), One(layer.padding), One(layer.dilation), layer.ceil_mode)),
        LayerForm.Of<MaxPool2d>(static (layer, x) => PoolForms.Max(x, 2, layer.kernel_size, layer.stride, layer.padding, layer.dilation, layer.ceil_mode)),
        LayerForm.Of<MaxPool3d>(static (layer, x) => PoolForms.Max(x, 3, layer.kernel_size, layer.stride, layer.padding, layer.dilation, layer.ceil_mode)),
        LayerForm.Of<AvgPool1d>(static (layer, x) =>
            PoolForms.Average(x, 1, [layer.kernel_size], One(layer.stride), One(layer.padding), layer.ceil_mode, layer.count_include_pad, divisor: null)),
        LayerForm.Of<AvgPool2d>(static (layer, x) =>
            PoolForms.Average(x, 2, layer.kernel_size, layer.stride, layer.padding, layer.ceil_mode, layer.count_include_pad, layer.divisor_override)),
        LayerForm.Of<AvgPool3d>(static (layer, x) =>
            PoolForms.Average(x, 3, layer.kernel_size, layer.stride, layer.padding, layer.ceil_mode, layer.count_include_pad, layer.divisor_override)),
        LayerForm.Of<AdaptiveAvgPool1d>(static (layer, x) => PoolForms.AdaptiveAverage(x, [layer.output_size])),
        LayerForm.Of<AdaptiveAvgPool2d>(static (layer, x) => PoolForms.AdaptiveAverage(x, Each(layer.output_size, 2))),
        LayerForm.Of<AdaptiveAvgPool3d>(static (layer, x) => PoolForms.AdaptiveAverage(x, Each(layer.output_size, 3))),
        LayerForm.Of<AdaptiveMaxPool1d>(static (layer, x) => PoolForms.AdaptiveMax(x, [layer.output_size])),
        LayerForm.Of<AdaptiveMaxPool2d>(static (layer, x) => PoolForms.AdaptiveMax(x, Each(layer.output_size, 2))),
        LayerForm.Of<AdaptiveMaxPool3d>(static (layer, x) => PoolForms.AdaptiveMax(x, Each(layer.output_size, 3))),
        LayerForm.Of<LPPool1d>(static (layer, x) => PoolForms.Power(x, 1, layer.norm_type, [layer.kernel_size], One(layer.stride), layer.ceil_mode)),
        LayerForm.Of<LPPool2d>(static (layer, x) => PoolForms.Power(x, 2, layer.norm_type, layer.kernel_size, layer.stride, layer.ceil_mode)),
    ];

    /// <summary>A setting of one dimension.</summary>
    public static long[]? One(long? value) => value is { } number ? [number] : null;

    /// <summary>The extents of all dimensions, of which one may stand for all.</summary>
    public static long[] Each(long[] size, int dimensions) => size is [var one] && dimensions > 1 ? [.. Enumerable.Repeat(one, dimensions)] : size;
}
