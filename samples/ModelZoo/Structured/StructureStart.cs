using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>How the branches beside skip connections start.</summary>
internal static class StructureStart
{
    /// <summary>Requires that a branch which starts at zero gets a gradient.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="activation">The activation of the network.</param>
    /// <param name="last">The last convolution of the branch.</param>
    /// <exception cref="ArgumentException">It gets none: behind what is zero stands an activation that is flat there.</exception>
    public static void RequireLearning(Structure structure, ActivationKind activation, ConvolutionShape last)
    {
        if (!(structure.ZeroLastNorm || structure.Norm == NormKind.Fixup) || activation is not (ActivationKind.ReLU or ActivationKind.ReLU6))
            return;

        var zero = structure.ZeroLastNorm ? UnitPart.Norm : UnitPart.Convolution;
        var behind = structure.Order.Parts().SkipWhile(part => part != zero);
        if (behind.Contains(UnitPart.Activation) && !structure.Order.ActivatesSum() && !last.IsLinear)
            throw new ArgumentException(
                $"In the order {structure.Order} a branch whose last {(structure.ZeroLastNorm ? "norm" : "convolution")} starts at zero passes through a " +
                $"{activation}, which has no gradient there, and never learns: choose {BlockOrder.ConvNormSkipActivation} or another activation.", nameof(structure));
    }

    /// <summary>
    /// Scales the initial weights of m convolutions of a branch by L^(-1/(2m-2)), L being the number of skip connections, but sets those of the
    /// last one to zero, and the classifier's too (Zhang et al. 2019, section 3, rules 1 and 2).
    /// </summary>
    /// <param name="branches">The branches beside skip connections.</param>
    /// <param name="skips">The number of skip connections.</param>
    /// <param name="fc">The classifier.</param>
    public static void Fixup(IEnumerable<Sequential> branches, int skips, Linear fc)
    {
        using var noGradient = no_grad();
        foreach (var branch in branches)
        {
            var convolutions = branch.modules().OfType<Conv2d>().ToList();
            foreach (var conv in convolutions.SkipLast(1))
                conv.weight.mul_(Math.Pow(skips, -1 / (2.0 * convolutions.Count - 2)));

            init.zeros_(convolutions[^1].weight);
        }

        init.zeros_(fc.weight);
        init.zeros_(fc.bias!);
    }

    /// <summary>Sets the factors of the last norm of each branch to zero.</summary>
    public static void ZeroLastNorm(IEnumerable<Sequential> branches)
    {
        using var noGradient = no_grad();
        foreach (var branch in branches)
            init.zeros_(branch.modules().Select(FactorsOf).OfType<Tensor>().Last());
    }

    private static Tensor? FactorsOf(Module module) => module switch
    {
        BatchNorm2d norm => norm.weight,
        GroupNorm norm => norm.weight,
        InstanceNorm2d norm => norm.weight,
        _ => null,
    };
}
