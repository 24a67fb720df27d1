using ModelZoo;
using static TorchSharp.torch.nn;

namespace Segmentation.Training;

/// <summary>The networks by name, on MobileNetV2, with fresh weights.</summary>
internal static class Networks
{
    // Half of the published pyramid's: enough for a dozen classes, and trained in half of the time.
    private const long PyramidChannels = 128;

    private static readonly Dictionary<string, Func<long, Module>> ByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["deeplabv3lite"] = static classes => new DeepLabV3Lite(new MobileNetV2Backbone(), classes, PyramidChannels),
        ["unetlite"] = static classes => new UNetLite(new MobileNetV2Backbone(), classes),
        ["fpnlite"] = static classes => new FPNLite(new MobileNetV2Backbone(), classes, PyramidChannels),
    };

    /// <summary>The names.</summary>
    public static IReadOnlyCollection<string> Names => ByName.Keys;

    /// <summary>Makes a network.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="classes">How many classes to tell apart.</param>
    public static Module Create(string name, long classes) => ByName[name](classes);
}
