using QuantGen;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// Leaves out the path that it stands at the end of, for each picture with a given probability, in training only (Huang et al. 2016).
/// </summary>
[Quantize(PerChannel)]
public sealed partial class StochasticDepth : Module<Tensor, Tensor>
{
    private readonly double probability;

    /// <summary>Makes a module.</summary>
    /// <param name="probability">How often a picture's path is left out, from 0 to less than 1.</param>
    public StochasticDepth(double probability)
        : base(nameof(StochasticDepth))
    {
        this.probability = probability;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        if (!training || probability == 0)
            return x;

        // What is left counts more, so that the expectation stays.
        var kept = empty([x.shape[0], 1, 1, 1], device: x.device, dtype: x.dtype).bernoulli_(1 - probability);
        return x * kept.div_(1 - probability);
    }
}
