using SampleKit.Reporting;
using Segmentation.Data;
using static TorchSharp.torch;

namespace Segmentation.Training;

/// <summary>Measures a network on a set.</summary>
internal static class Evaluator
{
    /// <summary>Runs a network over a set in evaluation mode, and leaves it in the mode it was in.</summary>
    /// <param name="network">The network.</param>
    /// <param name="set">The pictures.</param>
    /// <param name="order">In which batches.</param>
    /// <param name="what">What is measured, for the progress shown.</param>
    /// <param name="reporter">Where progress is shown.</param>
    /// <param name="cancellation">Ends the run with an <see cref="OperationCanceledException"/>.</param>
    public static SegmentationScore Evaluate(
        Segmenter network, SegmentationSet set, BatchOrder order, string what, IReporter reporter, CancellationToken cancellation)
    {
        var confusion = new ConfusionMatrix(set.Labels.Classes.Count);
        var wasTraining = network.Module.training;
        network.Module.eval();
        try
        {
            reporter.Run(what, order.Batches(set.Count), advance =>
            {
                using var noGradient = no_grad();
                foreach (var batch in BatchReader.Read(set, order, cancellation))
                {
                    confusion.Add(batch.Labels, Predict(network, batch));
                    advance();
                }
            });
        }
        finally
        {
            network.Module.train(wasTraining);
        }

        return confusion.Score();
    }

    /// <summary>The class of the highest score for each pixel of a batch.</summary>
    public static long[] Predict(Segmenter network, SegmentationBatch batch)
    {
        using var scope = NewDisposeScope();
        return network.Run(batch.Images()).Scores.argmax(1).data<long>().ToArray();
    }
}
