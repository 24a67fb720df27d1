using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>The layers and quantizers of a power-of-two twin.</summary>
internal static class PowerOfTwoModules
{
    /// <summary>Every <see cref="PowerOfTwoLayer"/> and <see cref="Pact2"/> of a model with its path, each once, in the order of registration, depth first.</summary>
    public static IReadOnlyList<(string Name, nn.Module Module)> Of(nn.Module model)
    {
        var seen = new HashSet<nn.Module>(ReferenceEqualityComparer.Instance);
        return [.. Walk(model, "", seen)];
    }

    /// <summary>Refuses a model that has none.</summary>
    /// <exception cref="QuantizationException">It has none.</exception>
    public static void ThrowIfNone(nn.Module model, IReadOnlyList<(string Name, nn.Module Module)> parts)
    {
        if (parts.Count == 0)
        {
            throw new QuantizationException(
                $"The model '{model.GetName()}' is no power-of-two twin: annotate it with [Quantize(Target = QuantizationTarget.PowerOfTwo)] and give what ToQuantized() returns.");
        }
    }

    private static IEnumerable<(string Name, nn.Module Module)> Walk(nn.Module module, string path, HashSet<nn.Module> seen)
    {
        if (!seen.Add(module))
            yield break;
        if (module is PowerOfTwoLayer or Pact2)
            yield return (path.Length == 0 ? module.GetName() : path, module);

        foreach (var (name, child) in module.named_children())
        {
            foreach (var found in Walk(child, path.Length == 0 ? name : $"{path}.{name}", seen))
                yield return found;
        }
    }
}
