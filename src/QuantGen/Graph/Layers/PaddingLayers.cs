using TorchSharp;
using TorchSharp.Modules;

namespace QuantGen.Graph;

/// <summary>Layers that pad.</summary>
internal static class PaddingLayers
{
    /// <summary>The forms.</summary>
    public static LayerForm[] Forms { get; } =
    [
        Of<ZeroPad2d>(PaddingModes.Constant),
        Of<ConstantPad1d>(PaddingModes.Constant),
        Of<ConstantPad2d>(PaddingModes.Constant),
        Of<ConstantPad3d>(PaddingModes.Constant),
        Of<ReflectionPad1d>(PaddingModes.Reflect),
        Of<ReflectionPad2d>(PaddingModes.Reflect),
        Of<ReflectionPad3d>(PaddingModes.Reflect),
        Of<ReplicationPad1d>(PaddingModes.Replicate),
        Of<ReplicationPad2d>(PaddingModes.Replicate),
        Of<ReplicationPad3d>(PaddingModes.Replicate),
    ];

    private static LayerForm Of<T>(PaddingModes mode)
        where T : PadBase => LayerForm.Of<T>((layer, x) => PaddingForms.Pad(x, layer.padding, mode, layer.value));
}
