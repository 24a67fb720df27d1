using System.IO.Enumeration;
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
        foreach (var entry in overrides)
        {
            var matched = sites.Where(site => site.Names.Any(name => Matches(entry.Pattern, name))).ToList();
            if (matched.Count == 0)
                throw NoMatch(entry.Pattern, twin, sites);

            foreach (var site in matched)
                Apply(entry, site);

            if ((entry.WeightBits is not null || entry.WeightDescriptor is not null) && matched.TrueForAll(static site => site.WeightOf is null))
                throw new QuantizationException(
                    $"The override for '{entry.Pattern}' says how weights are quantized, but none of the layers that it matches has a " +
                    "quantized weight: leave WeightBits and WeightDescriptor out.");
        }
    }

    private static bool Matches(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);

    private static void Apply(LayerOverride entry, QuantizerSite site)
    {
        var quantizer = site.Quantizer;
        if (entry.Enabled is { } enabled)
            quantizer.Enabled = enabled;

        var descriptor = site.WeightOf is { } layer ? Weight(entry, quantizer.Descriptor, layer.OutputAxis) : Input(entry, quantizer.Descriptor);
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
        return descriptor with { Bits = entry.WeightBits ?? descriptor.Bits };
    }

    private static QuantDescriptor Input(LayerOverride entry, QuantDescriptor current)
    {
        var descriptor = entry.InputDescriptor ?? current;
        return descriptor with
        {
            Bits = entry.ActivationBits ?? descriptor.Bits,
            Calibrator = entry.Calibrator ?? descriptor.Calibrator,
        };
    }

    private static QuantizationException NoMatch(string pattern, torch.nn.Module twin, IReadOnlyList<QuantizerSite> sites)
    {
        var names = sites.SelectMany(static site => site.Names).Distinct(StringComparer.Ordinal).ToList();
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
