using System.Text.RegularExpressions;
using QuantGen.Quantizers;
using TorchSharp;

namespace QuantGen.Modules;

/// <summary>A quantizer of a twin with the layer that it belongs to, as run-time options name it.</summary>
/// <param name="quantizer">The quantizer.</param>
/// <param name="weightOf">The weight that it quantizes; null for a quantizer of activations.</param>
/// <param name="layer">The path of the layer under which it was found first, or its own where it stands by itself.</param>
/// <param name="owner">That layer, or the quantizer where it stands by itself.</param>
internal sealed partial class QuantizerSite(TensorQuantizer quantizer, QuantizedWeight? weightOf, string layer, torch.nn.Module owner)
{
    /// <summary>The quantizer.</summary>
    public TensorQuantizer Quantizer => quantizer;

    /// <summary>The axis of output channels of the weight that it quantizes; null for a quantizer of activations.</summary>
    public int? OutputAxis => weightOf?.OutputAxis;

    /// <summary>The path of the layer under which it was found first, or its own where it stands by itself.</summary>
    public string Layer => layer;

    /// <summary>That layer, or the quantizer where it stands by itself.</summary>
    public torch.nn.Module Owner => owner;

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
        var layer = module as IQuantizedLayer;
        foreach (var quantizer in layer?.InputQuantizers ?? [])
            Add(quantizer, null, path, module, sites);
        foreach (var weight in layer?.QuantizedWeights ?? [])
            Add(weight.Quantizer, weight, path, module, sites);

        var children = module.named_children().ToList();
        foreach (var (name, child) in children)
        {
            var childPath = path.Length == 0 ? name : $"{path}.{name}";
            if (child is not TensorQuantizer quantizer)
            {
                Visit(child, childPath, sites);
                continue;
            }

            // A layer's own quantizers go by the name of the layer.
            if (layer is not null && sites.TryGetValue(quantizer, out var site) && site.Names.Contains(path))
                continue;

            var owner = FurtherCall().Match(name).Groups["layer"].Value;
            if (children.Find(other => other.name == owner).module is { } called)
                Add(quantizer, null, childPath[..^(name.Length - owner.Length)], called, sites);
            Add(quantizer, null, childPath, quantizer, sites);
        }
    }

    private static void Add(
        TensorQuantizer quantizer, QuantizedWeight? weightOf, string name, torch.nn.Module owner,
        Dictionary<TensorQuantizer, QuantizerSite> sites)
    {
        if (!sites.TryGetValue(quantizer, out var site))
            sites.Add(quantizer, site = new QuantizerSite(quantizer, weightOf, name, owner));

        site.Names.Add(name);
    }

    // The input quantizer of the second, third ... call of a layer stands beside the layer.
    [GeneratedRegex(
        "^(?<layer>.+)_input_quantizer(_[0-9]+)?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FurtherCall();
}
