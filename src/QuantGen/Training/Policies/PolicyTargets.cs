using QuantGen.LowBit;
using static TorchSharp.torch;

namespace QuantGen.Training.Policies;

/// <summary>The quantizers of a model, by the numbers of their layers.</summary>
internal sealed class PolicyTargets
{
    private readonly List<List<LowBitQuantizer>> _layers = [];
    private readonly HashSet<LowBitQuantizer> _off = new(ReferenceEqualityComparer.Instance);

    /// <summary>Numbers the layers of a model.</summary>
    public PolicyTargets(nn.Module model)
    {
        string? layer = null;
        var seen = new HashSet<LowBitQuantizer>(ReferenceEqualityComparer.Instance);
        foreach (var (name, module) in model.named_modules())
        {
            if (module is not LowBitQuantizer quantizer || !seen.Add(quantizer))
                continue;

            // The quantizers of a layer are its children and stand behind each other.
            var owner = name[..Math.Max(0, name.LastIndexOf('.'))];
            if (owner != layer)
                _layers.Add([]);

            layer = owner;
            _layers[^1].Add(quantizer);
            if (!quantizer.Enabled)
                _off.Add(quantizer);
        }
    }

    /// <summary>How many layers have quantizers.</summary>
    public int Layers => _layers.Count;

    /// <summary>The quantizers that a group means. Those of layers in float are meant only by number.</summary>
    /// <exception cref="PolicyException">There are none.</exception>
    public IReadOnlyList<LowBitQuantizer> Of(PolicyGroup group)
    {
        if (group.Layers is { } numbers && numbers.FirstOrDefault(number => number >= Layers, -1) is >= 0 and var missing)
            throw new PolicyException(group.Place, $"there is no layer {missing}; the model has {Layers} low-bit layers, numbered from 0.");

        var quantizers = group.Layers is { } layers
            ? layers.Distinct().SelectMany(number => _layers[number])
            : _layers.SelectMany(static layer => layer).Where(quantizer => !_off.Contains(quantizer));
        List<LowBitQuantizer> meant = [.. quantizers.Where(quantizer => group.Roles.Count == 0 || group.Roles.Contains(quantizer.Role))];
        return meant.Count > 0
            ? meant
            : throw new PolicyException(group.Place, "no quantizer of the model is meant; choose others by by_index and by_tag.");
    }
}
