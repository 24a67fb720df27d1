using QuantGen.PowerOfTwo;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ImageClassification.FixedPoint;

/// <summary>
/// Makes a trained network with depthwise convolutions as hard to quantize with one range a tensor as notorious ones are, without changing what
/// it computes. In those a few channels arrive at a depthwise convolution far smaller than the others, and its weights for them are as much
/// larger (Nagel et al. 2019, figure 2: by one to two orders of magnitude): the range that holds them leaves the other weights few steps.
/// </summary>
internal static class ChannelRescaling
{
    /// <summary>One channel in so many is rescaled, and at least one of each layer.</summary>
    public const int DefaultEvery = 32;

    /// <summary>A rescaled channel arrives smaller by this power of two.</summary>
    public const int DefaultExponent = 5;

    private const int RescalingStream = 5;

    /// <summary>Rescales channels in front of every depthwise convolution that allows it.</summary>
    /// <param name="model">A float model whose activations are ReLUs; changed in place.</param>
    /// <param name="probe">A few of its inputs, to find the layers with.</param>
    /// <param name="seed">Chooses the channels.</param>
    /// <param name="every">One channel in so many.</param>
    /// <param name="exponent">The factor, a power of two, so that the function stays the same to the last bit.</param>
    /// <returns>How many depthwise convolutions have rescaled channels.</returns>
    /// <exception cref="TrainingException">The model has no depthwise convolution behind a BatchNorm and a ReLU.</exception>
    public static int Apply(Module<Tensor, Tensor> model, Tensor probe, long seed, int every = DefaultEvery, int exponent = DefaultExponent)
    {
        var layers = model.named_modules().ToDictionary(static named => named.name, static named => named.module, StringComparer.Ordinal);
        var pairs = CrossLayerEqualization.Find(model, probe)
            .Where(pair => pair.BatchNorm is not null && layers[pair.Second] is Conv2d { groups: > 1 } convolution && convolution.groups == convolution.in_channels)
            .ToArray();
        if (pairs.Length == 0)
            throw new TrainingException($"{model.GetName()} has no depthwise convolution behind a BatchNorm and a ReLU, so it cannot be rescaled; mobilenet_v2_cifar can.");

        using var noGradient = no_grad();
        var random = new SeededRandom(seed, RescalingStream, 0);
        foreach (var pair in pairs)
        {
            using var scope = NewDisposeScope();
            var norm = (BatchNorm)layers[pair.BatchNorm!];
            var factors = new float[norm.num_features];
            Array.Fill(factors, 1);
            for (var i = 0; i < Math.Max(1, factors.Length / every); i++)
                factors[random.Next(factors.Length)] = MathF.ScaleB(1, -exponent);

            var factor = tensor(factors);
            norm.weight!.mul_(factor);
            norm.bias!.mul_(factor);
            ((Conv2d)layers[pair.Second]).weight.div_(factor.view(-1, 1, 1, 1));
        }

        return pairs.Length;
    }
}
