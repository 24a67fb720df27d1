using System.Diagnostics.CodeAnalysis;
using QuantGen.LowBit;
using QuantGen.PowerOfTwo;
using QuantGen.Quantizers;
using TorchSharp;

namespace QuantGen;

/// <summary>Finds the quantizers of a model.</summary>
public static class QuantizerExtensions
{
    /// <summary>
    /// The quantizers of a model with their paths, in the order of registration, children before siblings. A quantizer that is reached
    /// on several paths appears once, under the first.
    /// </summary>
    /// <param name="model">A model; a quantizer alone is its own only one.</param>
    public static IReadOnlyList<(string Name, TensorQuantizer Quantizer)> Quantizers(this torch.nn.Module model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return [.. Walk(model, "", new HashSet<torch.nn.Module>(ReferenceEqualityComparer.Instance))];
    }

    /// <summary>
    /// Gives every quantizer of a model its path as <see cref="TensorQuantizer.FullName"/>, every <see cref="Pact2"/> and
    /// <see cref="PowerOfTwoLayer"/> too, and every <see cref="LowBitLayer"/> and <see cref="LowBitQuantizer"/>.
    /// </summary>
    /// <param name="model">The whole model: calls for its parts come first, if at all.</param>
    public static void NameQuantizers(this torch.nn.Module model)
    {
        foreach (var (name, quantizer) in model.Quantizers())
            quantizer.FullName = name;

        foreach (var (name, module) in PowerOfTwoModules.Of(model))
        {
            if (module is PowerOfTwoLayer layer)
                layer.FullName = name;
            else
                ((Pact2)module).FullName = name;
        }

        foreach (var (name, layer) in LowBitParts.Layers(model))
            layer.FullName = name;
        foreach (var (name, quantizer) in LowBitParts.Quantizers(model))
            quantizer.FullName = name;
    }

    /// <summary>Quantizes a tensor where there is a quantizer, and hands it through where there is none.</summary>
    /// <param name="quantizer">The quantizer, or null.</param>
    /// <param name="input">A tensor of floating-point numbers, or null for a result that is left out, as that of an auxiliary head in
    /// evaluation.</param>
    /// <returns>What the quantizer returns, or the tensor itself.</returns>
    [return: NotNullIfNotNull(nameof(input))]
    public static torch.Tensor? CallIfPresent(this TensorQuantizer? quantizer, torch.Tensor? input) =>
        quantizer is null || input is null ? input : quantizer.call(input);

    private static IEnumerable<(string Name, TensorQuantizer Quantizer)> Walk(
        torch.nn.Module module, string path, HashSet<torch.nn.Module> seen)
    {
        if (!seen.Add(module))
            yield break;

        if (module is TensorQuantizer quantizer)
        {
            yield return (path.Length == 0 ? quantizer.FullName : path, quantizer);
            yield break;
        }

        foreach (var (name, child) in module.named_children())
        {
            foreach (var found in Walk(child, path.Length == 0 ? name : $"{path}.{name}", seen))
                yield return found;
        }
    }
}
