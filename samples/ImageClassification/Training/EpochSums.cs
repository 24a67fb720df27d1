using static TorchSharp.torch;

namespace ImageClassification.Training;

/// <summary>
/// Sums of the loss and of the right answers, kept in tensors: reading a number out of every step would make each wait for its end.
/// </summary>
internal sealed class EpochSums : IDisposable
{
    private readonly Tensor _loss = zeros(1).DetachFromDisposeScope();
    private readonly Tensor _correct = zeros(1, ScalarType.Int64).DetachFromDisposeScope();
    private long _pictures;

    /// <summary>Adds a batch.</summary>
    /// <param name="meanLoss">The mean loss of the batch.</param>
    /// <param name="scores">What the model said: batch x classes.</param>
    /// <param name="targets">The classes.</param>
    /// <param name="count">Pictures in the batch.</param>
    public void Add(Tensor meanLoss, Tensor scores, Tensor targets, int count)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        _loss.add_(meanLoss * count);
        _correct.add_(scores.argmax(1).eq(targets).sum());
        _pictures += count;
    }

    /// <summary>Reads the mean loss and the share of right answers in percent.</summary>
    public Score Read()
    {
        var pictures = Math.Max(1, _pictures);
        return new Score(_loss.item<float>() / pictures, 100.0 * _correct.item<long>() / pictures);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _loss.Dispose();
        _correct.Dispose();
    }
}
