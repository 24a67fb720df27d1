using static TorchSharp.torch;

namespace QuantGen.Training;

/// <summary>
/// Mixes each picture of a batch with another one of it: x = λ a + (1 - λ) b, where λ is drawn once for a batch from Beta(α, α), and the loss is
/// mixed alike.
/// </summary>
/// <remarks>
/// H. Zhang et al., mixup: beyond empirical risk minimization, 2018, section 2. What is drawn depends on the seed and the number of the step
/// alone, so that a training that goes on from a file draws the same.
/// </remarks>
public sealed class Mixup
{
    private readonly double _alpha;
    private readonly long _seed;

    /// <summary>Says how to mix.</summary>
    /// <param name="alpha">α, above zero: the smaller, the closer λ is to 0 or 1.</param>
    /// <param name="seed">What is drawn.</param>
    /// <exception cref="ArgumentOutOfRangeException">α is not a positive number.</exception>
    public Mixup(double alpha, long seed)
    {
        _alpha = double.IsFinite(alpha) && alpha > 0
            ? alpha
            : throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "The parameter of the distribution is above zero.");
        _seed = seed;
    }

    /// <summary>Mixes a batch.</summary>
    /// <param name="inputs">What the model gets, the batch along the first axis.</param>
    /// <param name="targets">The classes: as many whole numbers.</param>
    /// <param name="step">The number of the step in the whole training.</param>
    /// <exception cref="ArgumentException">There are not as many targets as inputs.</exception>
    public MixedBatch Mix(Tensor inputs, Tensor targets, long step)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        if (inputs.dim() == 0 || targets.dim() != 1 || targets.shape[0] != inputs.shape[0])
            throw new ArgumentException($"There must be one target for each input, not [{string.Join(", ", targets.shape)}] for [{string.Join(", ", inputs.shape)}].", nameof(targets));

        var random = new StepRandom(_seed, step);
        var share = random.NextBeta(_alpha);
        using var order = tensor(random.Permutation((int)inputs.shape[0]), device: inputs.device);
        using var others = inputs.index_select(0, order);
        using var lessened = others.mul_(1 - share);
        using var kept = inputs * share;
        return new MixedBatch(kept + lessened, targets, targets.index_select(0, order), share);
    }
}
