using System.Diagnostics;
using System.Globalization;
using ImageClassification.Data;
using QuantGen.PowerOfTwo;
using SampleKit.Reporting;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.optim;

namespace ImageClassification.Training;

/// <summary>Trains a model, float or quantized.</summary>
internal static class Trainer
{
    /// <summary>Trains a model in place and leaves it in evaluation mode.</summary>
    /// <param name="model">Takes pictures, gives a score for each class.</param>
    /// <param name="set">The pictures to learn from.</param>
    /// <param name="settings">How.</param>
    /// <param name="what">What is trained, for the progress shown.</param>
    /// <param name="reporter">Where progress is shown: one line an epoch, and a bar on a terminal.</param>
    /// <param name="cancellation">Ends the training with an <see cref="OperationCanceledException"/>.</param>
    /// <param name="schedule">Told of epochs and batches, for a power-of-two twin; null for other models.</param>
    /// <exception cref="TrainingException">The loss is not a number any more.</exception>
    public static void Train(
        Module<Tensor, Tensor> model,
        ImageSet set,
        TrainingSettings settings,
        string what,
        IReporter reporter,
        CancellationToken cancellation,
        PowerOfTwoTraining? schedule = null)
    {
        var order = new BatchOrder(settings.BatchSize) { Augmentation = settings.Augmentation, Seed = settings.Seed };
        var steps = settings.Epochs * order.Batches(set.Count);
        var course = new WarmUpCosine(steps, settings.WarmUp);
        using var optimizer = SGD(
            model.parameters(), settings.LearningRate, settings.Momentum, weight_decay: settings.WeightDecay, nesterov: true);
        var rate = lr_scheduler.LambdaLR(optimizer, course.Factor);

        reporter.Run(what, steps, advance =>
        {
            for (var epoch = 0; epoch < settings.Epochs; epoch++)
            {
                var watch = Stopwatch.StartNew();
                model.train();
                if (settings.FreezeBatchNorm)
                    BatchNorms.Freeze(model);
                schedule?.BeginEpoch(epoch);

                using var sums = new EpochSums();
                foreach (var batch in BatchLoader.Read(set, order with { Epoch = epoch }, cancellation))
                {
                    schedule?.BeginBatch();
                    Step(model, optimizer, batch, settings.LabelSmoothing, sums);
                    rate.step();
                    advance();
                }

                Report(epoch, settings.Epochs, sums.Read(), watch.Elapsed, reporter);
            }
        });
        if (settings.ReestimateBatchNorm && !settings.FreezeBatchNorm)
            BatchNorms.Reestimate(model, set, order with { Epoch = settings.Epochs }, reporter, cancellation);

        model.eval();
    }

    private static void Step(Module<Tensor, Tensor> model, Optimizer optimizer, Batch batch, double labelSmoothing, EpochSums sums)
    {
        using var scope = NewDisposeScope();
        var targets = batch.Targets();
        var scores = model.call(batch.Images());
        var loss = functional.cross_entropy(scores, targets, label_smoothing: labelSmoothing);

        optimizer.zero_grad();
        loss.backward();
        optimizer.step();
        sums.Add(loss, scores, targets, batch.Count);
    }

    private static void Report(int epoch, int epochs, Score score, TimeSpan time, IReporter reporter)
    {
        if (!double.IsFinite(score.Loss))
        {
            throw new TrainingException(string.Create(
                CultureInfo.InvariantCulture, $"The loss became {score.Loss} in epoch {epoch + 1}: train with a lower --learning-rate."));
        }

        reporter.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"  epoch {epoch + 1,2}/{epochs}: training loss {score.Loss:0.000}, accuracy {score.Accuracy:0.0} %, {time.TotalSeconds:0.0} s"));
    }
}
