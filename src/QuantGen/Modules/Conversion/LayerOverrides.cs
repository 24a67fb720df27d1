using System.IO.Enumeration;
using QuantGen.LowBit;
using QuantGen.PowerOfTwo;
using QuantGen.Quantizers;
using TorchSharp;

namespace QuantGen.Modules;

/// <summary>Applies run-time options to the layers of a complete twin, before anything has passed its quantizers.</summary>
internal static class LayerOverrides
{
    private const int MostNamesInMessages = 6;

    /// <summary>Applies overrides in their order.</summary>
    /// <exception cref="QuantizationException">A pattern matches no quantized layer, or sets what none of its layers has.</exception>
    public static void Apply(ValueList<LayerOverride> overrides, torch.nn.Module twin)
    {
        if (overrides.Count == 0)
            return;

        var sites = QuantizerSite.Of(twin);
        List<IPartSite> allParts = [.. PowerOfTwoSite.Of(twin), .. LowBitSite.Of(twin)];
        foreach (var entry in overrides)
        {
            var named = sites.Where(site => Matches(entry.Pattern, site.Names)).ToList();
            var matched = named.FindAll(site => entry.Kind is null || entry.Kind.IsInstanceOfType(site.Owner));
            var namedParts = allParts.FindAll(site => Matches(entry.Pattern, site.Names));
            var parts = namedParts.FindAll(site => entry.Kind is null || entry.Kind.IsInstanceOfType(site.Module));
            if (matched.Count + parts.Count == 0 && entry.IsDefault)
                continue;
            if (named.Count + namedParts.Count > 0 && matched.Count + parts.Count == 0)
                throw new QuantizationException($"None of the layers that '{entry.Pattern}' matches is a {entry.Kind!.Name}: leave Kind out or change it.");
            if (matched.Count + parts.Count == 0)
                throw NoMatch(entry.Pattern, twin, AllNames(sites, allParts));

            ThrowIfWithoutEffect(entry, matched, parts);
            foreach (var site in matched)
                Apply(entry, site);
            foreach (var part in parts)
                part.Apply(entry);
        }
    }

    private static void ThrowIfWithoutEffect(LayerOverride entry, List<QuantizerSite> matched, List<IPartSite> parts)
    {
        if ((entry.WeightBits is not null || entry.WeightDescriptor is not null)
            && matched.TrueForAll(static site => site.OutputAxis is null) && !parts.Exists(static part => part.Module is PowerOfTwoLayer or LowBitLayer))
        {
            throw new QuantizationException(
                $"The override for '{entry.Pattern}' says how weights are quantized, but none of the layers that it matches has a " +
                "quantized weight: leave WeightBits and WeightDescriptor out.");
        }

        if ((entry.WeightSide is not null || entry.InputSide is not null) && !parts.Exists(static part => part.Module is LowBitLayer))
            throw new QuantizationException(
                $"The override for '{entry.Pattern}' names algorithms of low-bit training, but none of the layers that it matches trains at few bits: " +
                "leave WeightSide and InputSide out.");
        if (matched.Count > 0)
            return;
        if (entry.InputDescriptor is not null || entry.WeightDescriptor is not null || entry.Calibrator is not null)
            throw new QuantizationException(
                $"The override for '{entry.Pattern}' describes quantizers that a {(parts.TrueForAll(IsLowBit) ? "low-bit" : "power-of-two")} twin does " +
                $"not have: give WeightBits, ActivationBits and Enabled{(parts.TrueForAll(IsLowBit) ? ", or WeightSide and InputSide," : "")} alone.");
        if (entry.ActivationBits is not null && !parts.Exists(static part => part.Module is Pact2 or LowBitLayer))
            throw new QuantizationException(
                $"The override for '{entry.Pattern}' sets ActivationBits, but it matches layers alone, whose results are quantized behind them: " +
                "name the Pact2, or the activation that it took the place of.");
    }

    private static bool IsLowBit(IPartSite part) => part.Module is LowBitLayer;

    /// <summary>Whether a pattern means the layer of a name, which is empty where the model itself is a layer.</summary>
    public static bool Matches(string pattern, string name) =>
        pattern == LayerOverride.Everything || FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);

    private static void Apply(LayerOverride entry, QuantizerSite site)
    {
        var quantizer = site.Quantizer;
        if (entry.Enabled is { } enabled)
            quantizer.Enabled = enabled;

        var descriptor = site.OutputAxis is { } axis ? Weight(entry, quantizer.Descriptor, axis) : Input(entry, quantizer.Descriptor);
        if (descriptor != quantizer.Descriptor)
            quantizer.Start(descriptor);
    }

    private static QuantDescriptor Weight(LayerOverride entry, QuantDescriptor current, int outputAxis)
    {
        var descriptor = entry.WeightDescriptor switch
        {
            null => current,
            { Axes: null } whole => whole,
            var perChannel => perChannel with { Axes = [outputAxis] },
        };
        ThrowIfNotInteger(entry, nameof(entry.WeightBits), entry.WeightBits, descriptor);
        return descriptor with { Bits = entry.WeightBits ?? descriptor.Bits };
    }

    private static QuantDescriptor Input(LayerOverride entry, QuantDescriptor current)
    {
        var descriptor = entry.InputDescriptor ?? current;
        ThrowIfNotInteger(entry, nameof(entry.ActivationBits), entry.ActivationBits, descriptor);
        return descriptor with
        {
            Bits = entry.ActivationBits ?? descriptor.Bits,
            Calibrator = entry.Calibrator ?? descriptor.Calibrator,
        };
    }

    private static void ThrowIfNotInteger(LayerOverride entry, string property, int? bits, QuantDescriptor descriptor)
    {
        if (bits is not null && !descriptor.Format.IsInteger)
            throw new QuantizationException(
                $"The override for '{entry.Pattern}' sets {property}, but what it applies to is {descriptor.Format}, which has no other bit " +
                $"width: leave {property} out, or give a descriptor of integers.");
    }

    private static bool Matches(string pattern, SortedSet<string> names) => names.Any(name => Matches(pattern, name));

    private static List<string> AllNames(IReadOnlyList<QuantizerSite> sites, List<IPartSite> parts) =>
        [.. sites.SelectMany(static site => site.Names).Concat(parts.SelectMany(static part => part.Names)).Distinct(StringComparer.Ordinal)];

    /// <summary>Says that a pattern means no layer.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="twin">The model.</param>
    /// <param name="names">The names of all layers.</param>
    public static QuantizationException NoMatch(string pattern, torch.nn.Module twin, List<string> names)
    {
        if (names.Exists(name => name.StartsWith(pattern + '.', StringComparison.Ordinal)))
            return new QuantizationException(
                $"The pattern '{pattern}' matches no quantized layer of {twin.GetName()}; for the layers inside it write '{pattern}.*'.");

        var some = string.Join(", ", names.Take(MostNamesInMessages));
        var rest = names.Count > MostNamesInMessages ? $" and {names.Count - MostNamesInMessages} more" : "";
        return new QuantizationException(
            $"The pattern '{pattern}' matches no quantized layer of {twin.GetName()}" +
            (names.Count == 0 ? ", which has none." : $"; there are {some}{rest}."));
    }
}
