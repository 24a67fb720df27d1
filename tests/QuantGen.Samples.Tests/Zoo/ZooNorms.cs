using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Samples.Tests.Zoo;

/// <summary>The BatchNorms of a model that was not trained.</summary>
internal static class ZooNorms
{
    private const int StatisticsPasses = 3;

    /// <summary>
    /// Gives BatchNorm what training would: statistics of data, and factors and shifts that leave most activations above zero. With fresh
    /// ones a ReLU passes half of an error's energy but a third of the signal's variance, so that the output of a deep network is noise.
    /// </summary>
    public static void Set(ZooModel zoo, Module model)
    {
        var norms = model.modules().OfType<BatchNorm>().ToArray();
        if (norms.Length == 0)
            return;

        foreach (var norm in norms)
        {
            init.uniform_(norm.weight, 0.25, 0.75);
            init.uniform_(norm.bias!, 0.5, 1.5);
        }

        var momenta = Array.ConvertAll(norms, static norm => norm.momentum);
        model.train();
        for (var pass = 1; pass <= StatisticsPasses; pass++)
        {
            using var scope = NewDisposeScope();
            foreach (var norm in norms)
                norm.momentum = 1.0 / pass;
            zoo.Run(model, zoo.Input());
        }

        for (var i = 0; i < norms.Length; i++)
            norms[i].momentum = momenta[i];
    }
}
