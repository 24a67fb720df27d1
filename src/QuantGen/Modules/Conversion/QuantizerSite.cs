using System.Text.RegularExpressions;
using QuantGen.Quantizers;
using TorchSharp;

namespace QuantGen.Modules;

/// <summary>A quantizer of a twin with the layer that it belongs to, as run-time options name it.</summary>
/// <param name="quantizer">The quantizer.</param>
/// <param name="weightOf">The layer whose weight it quantizes; null for a quantizer of activations.</param>
internal sealed partial class QuantizerSite(TensorQuantizer quantizer, QuantWeightedLayer? weightOf)
{
    /// <summary>The quantizer.</summary>
    public TensorQuantizer Quantizer => quantizer;

    /// <summary>The layer whose weight it quantizes; null for a quantizer of activations.</summary>
    public QuantWeightedLayer? WeightOf => weightOf;

    /// <summary>
    /// The paths of the layer: several where it is registered at several places, or where the quantizer serves a further call of a layer.
    /// </summary>
    public SortedSet<string> Names { get; } = new(StringComparer.Ordinal);

    /// <summary>The quantizers of a model.</summary>
    public static IReadOnlyList<QuantizerSite> Of(torch.nn.Module model)
    {
        var sites = new Dictionary<TensorQuantizer, QuantizerSite>(ReferenceEqualityComparer.Instance);
        Visit(model, "", sites);
        return [.. sites.Values];
    }

    private static void Visit(torch.nn.Module module, string path, Dictionary<TensorQuantizer, QuantizerSite> sites)
    {
        if (module is QuantInputLayer layer)
            Add(layer.InputQuantizer, null, path, sites);
        if (module is QuantWeightedLayer weighted)
            Add(weighted.WeightQuantizer, weighted, path, sites);
        if (module is QuantInputLayer)
            return;

        var children = module.named_children().ToList();
        foreach (var (name, child) in children)
        {
            var childPath = path.Length == 0 ? name : $"{path}.{name}";
            if (child is not TensorQuantizer quantizer)
            {
                Visit(child, childPath, sites);
                continue;
            }

            Add(quantizer, null, childPath, sites);
            var owner = FurtherCall().Match(name).Groups["layer"].Value;
            if (children.Exists(other => other.name == owner))
                Add(quantizer, null, childPath[..^(name.Length - owner.Length)], sites);
        }
    }

    private static void Add(
        TensorQuantizer quantizer, QuantWeightedLayer? weightOf, string name, Dictionary<TensorQuantizer, QuantizerSite> sites)
    {
        if (!sites.TryGetValue(quantizer, out var site))
            sites.Add(quantizer, site = new QuantizerSite(quantizer, weightOf));

        site.Names.Add(name);
    }

    // The input quantizer of the second, third ... call of a layer stands beside the layer.
    [GeneratedRegex(
        "^(?<layer>.+)_input_quantizer(_[0-9]+)?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FurtherCall();
}
