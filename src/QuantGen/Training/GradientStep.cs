using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace QuantGen.Training;

/// <summary>Backward passes and the optimizer's steps behind them: one step for several batches, and gradients of bounded length.</summary>
/// <param name="optimizer">The optimizer, which stays the caller's.</param>
public sealed class GradientStep(Optimizer optimizer)
{
    // As in torch: a gradient of length zero is divided by it.
    private const double SmallLength = 1e-6;

    private readonly Optimizer _optimizer = optimizer ?? throw new ArgumentNullException(nameof(optimizer));

    /// <summary>How many backward passes make one step. The step is that of the mean of their losses.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than one.</exception>
    public int Accumulate
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 1;

    /// <summary>The greatest length of the gradient of all parameters together: a longer one is shortened to it. Null for no bound.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not above zero.</exception>
    /// <remarks>As torch.nn.utils.clip_grad_norm_, without a look at the value, which would wait for the device.</remarks>
    public double? LargestNorm
    {
        get;
        init => field = value is null or > 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The greatest length of a gradient is above zero.");
    }

    /// <summary>Backward passes since the last step. A training can be interrupted exactly where there are none.</summary>
    public int Pending { get; private set; }

    /// <summary>Runs a backward pass, and a step when there were enough of them.</summary>
    /// <param name="loss">The mean loss of a batch.</param>
    /// <returns>Whether the parameters changed.</returns>
    public bool Backward(Tensor loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        if (Pending == 0)
            _optimizer.zero_grad();

        if (Accumulate == 1)
        {
            loss.backward();
        }
        else
        {
            using var share = loss / Accumulate;
            share.backward();
        }

        Pending++;
        return Pending == Accumulate && Flush();
    }

    /// <summary>Makes a step of the backward passes since the last one, as at the end of an epoch.</summary>
    /// <returns>Whether there were any.</returns>
    public bool Flush()
    {
        if (Pending == 0)
            return false;

        Scale();
        _optimizer.step();
        Pending = 0;
        return true;
    }

    private void Scale()
    {
        if (Pending == Accumulate && LargestNorm is null)
            return;

        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var gradients = _optimizer.parameters().Select(static parameter => parameter.grad).OfType<Tensor>().ToList();
        if (Pending < Accumulate)
        {
            foreach (var gradient in gradients)
                gradient.mul_(Accumulate / (double)Pending);
        }

        if (LargestNorm is not { } largest || gradients.Count == 0)
            return;

        var length = stack([.. gradients.Select(static gradient => gradient.square().sum())]).sum().sqrt();
        var factor = (length + SmallLength).reciprocal().mul(largest).clamp_max(1);
        foreach (var gradient in gradients)
            gradient.mul_(factor);
    }
}
