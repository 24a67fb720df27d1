using ImageClassification.Data;
using SampleKit.Reporting;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ImageClassification.Training;

/// <summary>Measures a model on a set.</summary>
internal static class Evaluator
{
    private const int BatchSize = 250;

    /// <summary>Runs a model over a set in evaluation mode, and leaves it in the mode it was in.</summary>
    /// <param name="model">Takes pictures, gives a score for each class.</param>
    /// <param name="set">The pictures.</param>
    /// <param name="what">What is measured, for the progress shown.</param>
    /// <param name="reporter">Where progress is shown.</param>
    /// <param name="cancellation">Ends the run with an <see cref="OperationCanceledException"/>.</param>
    public static Score Evaluate(
        Module<Tensor, Tensor> model, ImageSet set, string what, IReporter reporter, CancellationToken cancellation)
    {
        var score = default(Score);
        reporter.Run(what, new BatchOrder(BatchSize).Batches(set.Count), advance => score = Evaluate(model, set, cancellation, advance));
        return score;
    }

    /// <summary>The same as a step of a longer work, which shows its own progress.</summary>
    /// <param name="model">Takes pictures, gives a score for each class.</param>
    /// <param name="set">The pictures.</param>
    /// <param name="cancellation">Ends the run with an <see cref="OperationCanceledException"/>.</param>
    /// <param name="advance">Is called after each batch.</param>
    public static Score Evaluate(Module<Tensor, Tensor> model, ImageSet set, CancellationToken cancellation, Action? advance = null)
    {
        using var sums = new EpochSums();
        using var noGradient = no_grad();
        var wasTraining = model.training;
        model.eval();
        try
        {
            foreach (var batch in BatchLoader.Read(set, new BatchOrder(BatchSize), cancellation))
            {
                using var scope = NewDisposeScope();
                var targets = batch.Targets();
                var scores = model.call(batch.Images());
                sums.Add(functional.cross_entropy(scores, targets), scores, targets, batch.Count);
                advance?.Invoke();
            }
        }
        finally
        {
            model.train(wasTraining);
        }

        return sums.Read();
    }
}
