using TorchSharp.Modules;

namespace QuantGen.Modules;

/// <summary>How much a convolution pads, for those that fill with something else than zeros and so pad by an operator of its own.</summary>
internal static class PaddingWidths
{
    /// <summary>Two widths for each dimension, the last dimension first, as <c>nn.functional.pad</c> takes them.</summary>
    /// <param name="layer">The float layer.</param>
    public static long[] Of(Convolution layer)
    {
        var widths = new List<long>();
        for (var i = layer.kernel_size.Length - 1; i >= 0; i--)
        {
            var total = layer.padding is { } padding ? 2 * padding[i] : layer.padding_type == TorchSharp.Padding.Same ? layer.dilation[i] * (layer.kernel_size[i] - 1) : 0;
            widths.Add(total / 2);
            widths.Add(total - (total / 2));
        }

        return [.. widths];
    }
}
