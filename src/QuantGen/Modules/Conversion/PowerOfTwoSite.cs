using System.Text.RegularExpressions;
using QuantGen.PowerOfTwo;
using TorchSharp;

namespace QuantGen.Modules;

/// <summary>A layer or quantizer of a power-of-two twin, as run-time options name it.</summary>
/// <param name="module">The <see cref="PowerOfTwoLayer"/> or <see cref="Pact2"/>.</param>
internal sealed partial class PowerOfTwoSite(torch.nn.Module module) : IPartSite
{
    /// <summary>The layer or quantizer.</summary>
    public torch.nn.Module Module => module;

    /// <summary>The paths of it, and of the layer whose result a quantizer stands behind.</summary>
    public SortedSet<string> Names { get; } = new(StringComparer.Ordinal);

    /// <summary>Those of a model.</summary>
    public static IReadOnlyList<PowerOfTwoSite> Of(torch.nn.Module model)
    {
        var sites = new Dictionary<torch.nn.Module, PowerOfTwoSite>(ReferenceEqualityComparer.Instance);
        Visit(model, "", sites);
        return [.. sites.Values];
    }

    /// <summary>Applies an override that matches.</summary>
    public void Apply(LayerOverride entry)
    {
        if (module is PowerOfTwoLayer layer)
        {
            layer.Enabled = entry.Enabled ?? layer.Enabled;
            layer.WeightBits = entry.WeightBits ?? layer.WeightBits;
        }
        else
        {
            var quantizer = (Pact2)module;
            quantizer.Enabled = entry.Enabled ?? quantizer.Enabled;
            quantizer.Bits = entry.ActivationBits ?? quantizer.Bits;
        }
    }

    private static void Visit(torch.nn.Module module, string path, Dictionary<torch.nn.Module, PowerOfTwoSite> sites)
    {
        if (module is PowerOfTwoLayer or Pact2)
            Add(module, path, sites);

        var children = module.named_children().ToList();
        foreach (var (name, child) in children)
        {
            Visit(child, Join(path, name), sites);
            if (child is not Pact2)
                continue;

            var owner = Behind().Match(name).Groups["layer"].Value;
            if (name == "quantizer")
                Add(child, path, sites);
            else if (children.Exists(other => other.name == owner))
                Add(child, Join(path, owner), sites);
        }
    }

    private static void Add(torch.nn.Module module, string name, Dictionary<torch.nn.Module, PowerOfTwoSite> sites)
    {
        if (!sites.TryGetValue(module, out var site))
            sites.Add(module, site = new PowerOfTwoSite(module));

        site.Names.Add(name);
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    [GeneratedRegex(
        "^(?<layer>.+)_quantizer(_[0-9]+)?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Behind();
}
