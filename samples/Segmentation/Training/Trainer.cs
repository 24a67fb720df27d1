using System.Diagnostics;
using System.Globalization;
using QuantGen.PowerOfTwo;
using SampleKit.Reporting;
using Segmentation.Data;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.optim;

namespace Segmentation.Training;

/// <summary>Trains a network, float or quantized.</summary>
/// <param name="network">The network.</param>
/// <param name="settings">How.</param>
/// <param name="reporter">Where progress is shown: one line an epoch, and a bar on a terminal.</param>
/// <param name="cancellation">Ends the training with an <see cref="OperationCanceledException"/>.</param>
internal sealed class Trainer(Segmenter network, TrainingSettings settings, IReporter reporter, CancellationToken cancellation)
{
    /// <summary>Freezes parts of a quantized network half way through; null for a float one.</summary>
    public PowerOfTwoTraining? Quantized { get; init; }

    /// <summary>Trains the network in place and leaves it in evaluation mode.</summary>
    /// <param name="set">The pictures to learn from.</param>
    /// <param name="input">The size of the network's input.</param>
    /// <param name="what">What is trained, for the progress shown.</param>
    /// <exception cref="TrainingException">The loss is not a number any more.</exception>
    public void Train(SegmentationSet set, PictureSize input, string what)
    {
        var order = settings.Order(input);
        var steps = settings.Epochs * order.Batches(set.Count);
        var course = new WarmUpCosine(steps, settings.WarmUp);
        using var weights = settings.WeightClasses ? tensor(ClassWeights.Logarithmic(set, input, cancellation)) : null;
        using var optimizer = AdamW(network.Module.parameters(), settings.LearningRate, weight_decay: settings.WeightDecay);
        var schedule = lr_scheduler.LambdaLR(optimizer, course.Factor);

        reporter.Run(what, steps, advance =>
        {
            for (var epoch = 0; epoch < settings.Epochs; epoch++)
            {
                var watch = Stopwatch.StartNew();
                network.Module.train();
                Quantized?.BeginEpoch(epoch);

                using var total = zeros(1);
                var batches = 0;
                foreach (var batch in BatchReader.Read(set, order with { Epoch = epoch }, cancellation))
                {
                    Quantized?.BeginBatch();
                    Step(optimizer, batch, weights, total);
                    schedule.step();
                    batches++;
                    advance();
                }

                Report(epoch, total.item<float>() / Math.Max(1, batches), watch.Elapsed);
            }
        });
        network.Module.eval();
    }

    private void Step(Optimizer optimizer, SegmentationBatch batch, Tensor? weights, Tensor total)
    {
        using var scope = NewDisposeScope();
        var targets = batch.Targets();
        var (scores, auxiliary) = network.Run(batch.Images());
        var loss = Loss(scores, targets, weights);
        if (auxiliary is not null)
            loss += settings.AuxiliaryWeight * Loss(auxiliary, targets, weights);

        optimizer.zero_grad();
        loss.backward();
        optimizer.step();

        // Kept in a tensor: reading a number out of every step would make each wait for its end.
        using var noGradient = no_grad();
        total.add_(loss);
    }

    private static Tensor Loss(Tensor scores, Tensor targets, Tensor? weights) =>
        functional.cross_entropy(scores, targets, weights, ignore_index: LabelTable.Void);

    private void Report(int epoch, double loss, TimeSpan time)
    {
        if (!double.IsFinite(loss))
        {
            throw new TrainingException(string.Create(
                CultureInfo.InvariantCulture, $"The loss became {loss} in epoch {epoch + 1}: train with a lower --learning-rate."));
        }

        reporter.Line(string.Create(
            CultureInfo.InvariantCulture, $"  epoch {epoch + 1,2}/{settings.Epochs}: training loss {loss:0.000}, {time.TotalSeconds:0.0} s"));
    }
}
