using QuantGen.Modules;
using QuantGen.PowerOfTwo;
using TorchSharp;
using TorchSharp.Modules;

namespace QuantGen.Reporting.Measuring;

/// <summary>Says of the layers that stayed in float why they did, as far as the twin tells.</summary>
internal static class FloatReasons
{
    /// <summary>The layers of <see cref="FloatLayers.Of"/> with their reasons.</summary>
    public static IReadOnlyList<FloatLayerReport> Of(torch.nn.Module twin)
    {
        var modules = new Dictionary<string, torch.nn.Module>(StringComparer.Ordinal);
        foreach (var (path, module) in twin.named_modules())
            modules.TryAdd(path, module);

        return [.. FloatLayers.Of(twin).Select(layer =>
        {
            var module = modules.GetValueOrDefault(layer.Name, twin);
            return new FloatLayerReport(
                layer.Name, layer.Type, module.named_parameters(recurse: false).Sum(static named => named.parameter.numel()), Reason(module));
        })];
    }

    private static string OwnParameters(torch.nn.Module layer) =>
        string.Join(", ", layer.named_parameters(recurse: false).Select(static named => named.name));

    private static string Reason(torch.nn.Module layer) => layer switch
    {
        QuantInputLayer => "Its quantizers are switched off.",
        PowerOfTwoLayer => "It is switched off.",
        BatchNorm => "It follows no quantized layer, or is not merged into it: it is computed as it stands.",
        AvgPool1d or AvgPool2d or AvgPool3d or AdaptiveAvgPool1d or AdaptiveAvgPool2d or AdaptiveAvgPool3d
            or MaxPool1d or MaxPool2d or MaxPool3d => "Pools are quantized on request only: [Quantize(QuantizePools = true)].",
        InstanceNorm => "Instance normalizations are quantized on request only.",
        Convolution or Linear => "It is kept in float by [KeepFloat] or a choice on its field, or is called from code that is not rewritten.",
        _ when layer.named_children().Any() =>
            $"It has parameters of its own, which its code uses as they are: {OwnParameters(layer)}.",
        _ => "There is no quantized form of it.",
    };
}
