using ImageClassification.Data;
using ImageClassification.Reporting;
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
        using var sums = new EpochSums();
        var wasTraining = model.training;
        var order = new BatchOrder(BatchSize);
        model.eval();
        try
        {
            reporter.Run(what, order.Batches(set.Count), advance =>
            {
                using var noGradient = no_grad();
                foreach (var batch in BatchLoader.Read(set, order, cancellation))
                {
                    using var scope = NewDisposeScope();
                    var targets = batch.Targets();
                    var scores = model.call(batch.Images());
                    sums.Add(functional.cross_entropy(scores, targets), scores, targets, batch.Count);
                    advance();
                }
            });
        }
        finally
        {
            model.train(wasTraining);
        }

        return sums.Read();
    }
}
