using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <content>What starts from data, and when.</content>
public abstract partial class LowBitQuantizer
{
    /// <summary>
    /// Finds what starts from data: called with the batches of the warm-up, or with one where there is none. Runs without recording.
    /// </summary>
    /// <param name="values">Normalized values.</param>
    /// <param name="batch">The batch's number from 1 on; what is found counts as the mean over so many.</param>
    private protected virtual void Measure(Tensor values, long batch)
    {
    }

    /// <summary>Whether everything that starts from data has started.</summary>
    private protected virtual bool HasStarted => true;

    private bool IsWarmUp(Tensor values)
    {
        if (!training)
        {
            StartIfNeeded(values);
            return false;
        }

        var batch = ++Steps;
        if (batch > Side.WarmUpSteps)
        {
            if (!HasStarted)
                MeasureAlone(values, 1);

            return false;
        }

        MeasureAlone(values, batch);
        return true;
    }

    private void StartIfNeeded(Tensor values)
    {
        if (HasStarted)
            return;
        if (Role != LowBitRole.Weight)
            throw new UncalibratedQuantizerException(
                $"Quantizer '{FullName}' has no range yet: train a batch, load a trained checkpoint, or give it a start of LowBitStart.Fixed.");

        MeasureAlone(values, 1);
    }

    private void MeasureAlone(Tensor values, long batch)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        Measure(values, batch);
    }
}
