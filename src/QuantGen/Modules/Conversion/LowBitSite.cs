using QuantGen.LowBit;
using TorchSharp;

namespace QuantGen.Modules;

/// <summary>A layer of a low-bit twin, as run-time options name it.</summary>
/// <param name="layer">The layer.</param>
internal sealed class LowBitSite(LowBitLayer layer) : IPartSite
{
    /// <inheritdoc/>
    public torch.nn.Module Module => layer;

    /// <inheritdoc/>
    public SortedSet<string> Names { get; } = new(StringComparer.Ordinal);

    /// <summary>Those of a model.</summary>
    public static IReadOnlyList<LowBitSite> Of(torch.nn.Module model)
    {
        var sites = new Dictionary<torch.nn.Module, LowBitSite>(ReferenceEqualityComparer.Instance);
        Visit(model, "", sites);
        return [.. sites.Values];
    }

    /// <inheritdoc/>
    /// <exception cref="QuantizationException">An algorithm has no such side, number of levels or groups.</exception>
    public void Apply(LayerOverride entry)
    {
        var weight = Changed(entry.WeightSide ?? layer.WeightQuantizer?.Side, entry.WeightBits);
        var input = Changed(entry.InputSide ?? layer.InputQuantizer?.Side, entry.ActivationBits);
        try
        {
            layer.Requantize(weight, input);
        }
        catch (Exception error) when (error is ArgumentException or QuantizationException)
        {
            throw new QuantizationException($"The override for '{entry.Pattern}' cannot be applied to '{layer.FullName}': {error.Message}", error);
        }

        layer.Enabled = entry.Enabled ?? layer.Enabled;
    }

    private static void Visit(torch.nn.Module module, string path, Dictionary<torch.nn.Module, LowBitSite> sites)
    {
        if (module is LowBitLayer layer)
        {
            if (!sites.TryGetValue(layer, out var site))
                sites.Add(layer, site = new LowBitSite(layer));

            site.Names.Add(path);
            return;
        }

        foreach (var (name, child) in module.named_children())
            Visit(child, path.Length == 0 ? name : $"{path}.{name}", sites);
    }

    private static LowBitSide? Changed(LowBitSide? side, int? bits) => side is null || bits is not { } width ? side : side with { Levels = 1 << width };
}
