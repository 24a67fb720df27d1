using QuantGen.PowerOfTwo;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ImageClassification.FixedPoint;

/// <summary>
/// Makes a trained network as hard to quantize with one range a tensor as the notorious ones are, without changing what it computes: channels
/// between two layers are made larger or smaller, and the layer behind makes up for it. Networks whose training left them so lose
/// nearly everything in 8 bits (Nagel et al. 2019, figure 2).
/// </summary>
internal static class ChannelRescaling
{
    /// <summary>The exponents of the factors lie between this and its negative.</summary>
    public const int DefaultSpread = 4;

    private const int RescalingStream = 5;

    /// <summary>Rescales the channels between all pairs of layers that allow it.</summary>
    /// <param name="model">A float model whose activations are ReLUs; changed in place.</param>
    /// <param name="probe">A few of its inputs, to find the pairs with.</param>
    /// <param name="seed">Chooses the factors.</param>
    /// <param name="spread">The largest exponent: factors are powers of two, so that the function stays the same to the last bit.</param>
    /// <returns>How many pairs were rescaled.</returns>
    public static int Apply(Module<Tensor, Tensor> model, Tensor probe, long seed, int spread = DefaultSpread)
    {
        var layers = model.named_modules().ToDictionary(static named => named.name, static named => named.module, StringComparer.Ordinal);
        var pairs = CrossLayerEqualization.Find(model, probe).Where(static pair => pair.BatchNorm is not null).ToArray();

        using var noGradient = no_grad();
        var random = new SeededRandom(seed, RescalingStream, 0);
        foreach (var pair in pairs)
        {
            using var scope = NewDisposeScope();
            var norm = (BatchNorm)layers[pair.BatchNorm!];
            var factors = new float[norm.num_features];
            for (var i = 0; i < factors.Length; i++)
                factors[i] = MathF.ScaleB(1, random.Next((2 * spread) + 1) - spread);

            var factor = tensor(factors);
            norm.weight!.mul_(factor);
            norm.bias!.mul_(factor);
            Divide(layers[pair.Second], factor);
        }

        return pairs.Length;
    }

    private static void Divide(Module layer, Tensor factor)
    {
        var (weight, groups) = layer switch
        {
            Conv2d convolution => (convolution.weight, convolution.groups),
            Linear linear => (linear.weight, 1),
            _ => throw new NotSupportedException($"Channels in front of a {layer.GetType().Name} cannot be rescaled."),
        };
        var inputs = weight.shape[1];
        var perGroup = factor.view(groups, 1, inputs, 1);
        weight.copy_((weight.view(groups, weight.shape[0] / groups, inputs, -1) / perGroup).view(weight.shape));
    }
}
