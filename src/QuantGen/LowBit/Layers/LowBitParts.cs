using TorchSharp;

namespace QuantGen.LowBit;

/// <summary>The layers and quantizers of a low-bit twin.</summary>
internal static class LowBitParts
{
    /// <summary>Every layer with its path, once, in the order of registration, depth first.</summary>
    public static IEnumerable<(string Name, LowBitLayer Layer)> Layers(torch.nn.Module model) => Of<LowBitLayer>(model);

    /// <summary>Every quantizer with its path, once, in that order; of a layer those of its input, weight and output.</summary>
    public static IEnumerable<(string Name, LowBitQuantizer Quantizer)> Quantizers(torch.nn.Module model) => Of<LowBitQuantizer>(model);

    /// <summary>Whether everything that a quantizer starts from data has a value.</summary>
    public static bool HasStarted(LowBitQuantizer quantizer)
    {
        using var scope = torch.NewDisposeScope();
        return quantizer.parameters().Concat(quantizer.buffers()).All(static state => !state.isnan().any().item<bool>());
    }

    private static IEnumerable<(string Name, T Part)> Of<T>(torch.nn.Module model)
        where T : torch.nn.Module
    {
        return Walk<T>(model, "", new HashSet<torch.nn.Module>(ReferenceEqualityComparer.Instance));
    }

    private static IEnumerable<(string Name, T Part)> Walk<T>(torch.nn.Module module, string path, HashSet<torch.nn.Module> seen)
        where T : torch.nn.Module
    {
        if (!seen.Add(module))
            yield break;
        if (module is T part)
            yield return (path.Length == 0 ? module.GetName() : path, part);

        foreach (var (name, child) in module.named_children())
        {
            foreach (var found in Walk<T>(child, path.Length == 0 ? name : $"{path}.{name}", seen))
                yield return found;
        }
    }
}
