using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Tests.PowerOfTwo;

/// <summary>Numbers of a seed of one's own: tests that run at the same time share torch's generator.</summary>
/// <param name="seed">The seed.</param>
internal sealed class Draws(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>A whole number from 0 on, below an end.</summary>
    public int Whole(int end) => _random.Next(end);

    /// <summary>Numbers of a normal distribution.</summary>
    public Tensor Normal(params long[] shape) => Tensor(shape, () =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble())));

    /// <summary>Numbers from 0 to 1.</summary>
    public Tensor Uniform(params long[] shape) => Tensor(shape, _random.NextSingle);

    /// <summary>Gives the convolutions and linear layers of a network weights as torch draws them, and its normalizations those of a network that has seen data.</summary>
    public void Fill(nn.Module network)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        foreach (var (_, parameter) in network.named_parameters())
        {
            var fanIn = parameter.dim() < 2 ? parameter.numel() : parameter.numel() / parameter.size(0);
            parameter.copy_((Uniform(parameter.shape) * 2 - 1) / Math.Sqrt(fanIn));
        }

        foreach (var module in network.modules())
        {
            if (module is not BatchNorm norm)
                continue;

            norm.running_mean!.copy_(Normal(norm.num_features) * 0.2f);
            norm.running_var!.copy_(Uniform(norm.num_features) + 0.5f);
            if (!norm.affine)
                continue;

            norm.weight.copy_(Uniform(norm.num_features) + 0.5f);
            norm.bias!.copy_(Normal(norm.num_features) * 0.2f);
        }
    }

    private static Tensor Tensor(long[] shape, Func<float> next)
    {
        var count = shape.Aggregate(1L, static (count, extent) => count * extent);
        return tensor([.. Enumerable.Range(0, (int)count).Select(_ => next())], shape);
    }
}
