using QuantGen.PowerOfTwo;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ImageClassification.FixedPoint;

/// <summary>
/// Makes a trained network with depthwise convolutions as hard to quantize with one range a tensor as notorious ones are, without changing what
/// it computes. In those a channel that hardly counts arrives at a depthwise convolution next to nothing, and its weights are one to two orders
/// of magnitude larger than the others (Nagel et al. 2019, figure 2): the range that holds them leaves the other channels few levels.
/// </summary>
internal static class ChannelRescaling
{
    /// <summary>The range of each depthwise weight grows by this power of two, at least.</summary>
    public const int DefaultExponent = 5;

    // Of the channels that count least, so many are chosen from.
    private const double Candidates = 0.25;
    private const int HighestExponent = 12;
    private const int RescalingStream = 5;

    /// <summary>Rescales one channel in front of every depthwise convolution that allows it.</summary>
    /// <param name="model">A float model whose activations are ReLUs; changed in place.</param>
    /// <param name="probe">A few of its inputs, to find the layers with.</param>
    /// <param name="seed">Chooses the channels.</param>
    /// <param name="exponent">
    /// How much larger the range of the depthwise weights becomes, as a power of two. Factors are powers of two, so that the function stays the
    /// same to the last bit.
    /// </param>
    /// <returns>How many depthwise convolutions have a rescaled channel.</returns>
    /// <exception cref="TrainingException">The model has no depthwise convolution behind a BatchNorm and a ReLU.</exception>
    public static int Apply(Module<Tensor, Tensor> model, Tensor probe, long seed, int exponent = DefaultExponent)
    {
        var layers = model.named_modules().ToDictionary(static named => named.name, static named => named.module, StringComparer.Ordinal);
        var pairs = CrossLayerEqualization.Find(model, probe);
        var depthwise = pairs.Where(pair => pair.BatchNorm is not null && IsDepthwise(layers[pair.Second])).ToArray();
        if (depthwise.Length == 0)
            throw new TrainingException($"{model.GetName()} has no depthwise convolution behind a BatchNorm and a ReLU, so it cannot be rescaled; mobilenet_v2_cifar can.");

        using var noGradient = no_grad();
        var random = new SeededRandom(seed, RescalingStream, 0);
        foreach (var pair in depthwise)
        {
            using var scope = NewDisposeScope();
            var before = (BatchNorm)layers[pair.BatchNorm!];
            var weight = ((Conv2d)layers[pair.Second]).weight;
            var behind = pairs.FirstOrDefault(next => next.First == pair.Second)?.BatchNorm is { } next ? (BatchNorm)layers[next] : null;
            var (channel, ratio) = Choose(before, Ranges(weight, behind), random);

            var factors = new float[before.num_features];
            Array.Fill(factors, 1);
            factors[channel] = MathF.ScaleB(1, -Math.Min(exponent + (int)Math.Ceiling(Math.Log2(ratio)), HighestExponent));

            var factor = tensor(factors);
            before.weight!.mul_(factor);
            before.bias!.mul_(factor);
            weight.div_(factor.view(-1, 1, 1, 1));
        }

        return depthwise.Length;
    }

    private static bool IsDepthwise(Module layer) => layer is Conv2d { groups: > 1 } convolution && convolution.groups == convolution.in_channels;

    // The largest weight of each channel as it is quantized: with the batch normalization behind it merged.
    private static Tensor Ranges(Tensor weight, BatchNorm? behind)
    {
        var ranges = weight.abs().amax([1, 2, 3]);
        return behind is null ? ranges : ranges * behind.weight!.abs() / (behind.running_var! + behind.eps).sqrt();
    }

    // A channel whose values, by the normalization that makes them, times its weights are small; and how much larger the largest weight is.
    private static (long Channel, double Ratio) Choose(BatchNorm before, Tensor ranges, SeededRandom random)
    {
        var counts = (before.weight!.abs() + before.bias!.relu()) * ranges;
        var candidates = counts.topk(Math.Max(1, (int)(before.num_features * Candidates)), largest: false).indexes.data<long>().ToArray();
        var channel = candidates[random.Next(candidates.Length)];
        return (channel, ranges.max().item<float>() / Math.Max(ranges[channel].item<float>(), float.Epsilon));
    }
}
