using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>Follows the range of a value from the module that makes it to those that read it.</summary>
internal static class RangeChain
{
    /// <summary>Tells a module what quantizes its input, and returns what quantizes its output.</summary>
    /// <param name="module">A module of a twin, or null.</param>
    /// <param name="input">What quantizes the input; null for nothing.</param>
    public static Pact2? Through(nn.Module? module, Pact2? input)
    {
        if (module is not IPowerOfTwoModule part)
            return module is not null && KeepsRange(module) ? input : null;

        part.InputRange = input;
        return part.OutputRange;
    }

    /// <summary>The same for modules that are applied in order. One that stands at two places with unlike inputs knows no range.</summary>
    public static Pact2? Through(IReadOnlyList<nn.Module> modules, Pact2? input)
    {
        var inputs = new Dictionary<nn.Module, Pact2?>(ReferenceEqualityComparer.Instance);
        var range = input;
        foreach (var module in modules)
        {
            if (inputs.TryGetValue(module, out var before) && !ReferenceEquals(before, range))
                range = null;

            inputs[module] = range;
            range = Through(module, range);
        }

        return range;
    }

    // What these return lies within the range of what they take, and the device leaves it at the same scale.
    private static bool KeepsRange(nn.Module module) => module is
        Identity or NoQuantizeHere or Flatten or Unflatten or Dropout or Dropout2d
        or MaxPool1d or MaxPool2d or MaxPool3d
        or AdaptiveAvgPool1d or AdaptiveAvgPool2d or AdaptiveAvgPool3d
        or Upsample or PixelShuffle or ZeroPad2d;
}
