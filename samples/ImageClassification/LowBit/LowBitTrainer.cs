using System.Diagnostics;
using System.Globalization;
using ImageClassification.Data;
using ImageClassification.Training;
using QuantGen.LowBit;
using QuantGen.Training;
using QuantGen.Training.Policies;
using SampleKit.Reporting;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.optim;

namespace ImageClassification.LowBit;

/// <summary>Trains a low-bit or float network, in pieces if need be: what is interrupted goes on where it was, bit for bit.</summary>
internal sealed class LowBitTrainer : IDisposable
{
    private readonly Module<Tensor, Tensor> _model;
    private readonly LowBitSettings _settings;
    private readonly ImageSet _set;
    private readonly BatchOrder _order;
    private readonly int _iterations;
    private readonly List<LowBitQuantizer> _quantizers;
    private readonly Optimizer _optimizer;
    private readonly ScheduledRates _rates;
    private readonly PolicyRun? _policy;
    private readonly GradientStep _step;
    private readonly Mixup? _mixup;
    private TrainingPosition _position;
    private bool _isUnderWay;

    /// <summary>Prepares a training.</summary>
    /// <param name="model">The network.</param>
    /// <param name="data">The pictures to learn from.</param>
    /// <param name="settings">How.</param>
    /// <param name="policy">What becomes of quantizers on the way; null for nothing.</param>
    /// <param name="seed">The order of the pictures, and what is drawn of them.</param>
    public LowBitTrainer(Module<Tensor, Tensor> model, ImageData data, LowBitSettings settings, TrainingPolicy? policy, int seed)
    {
        var training = settings.Training;
        (_model, _settings, _set) = (model, settings, data.Training);
        _order = new BatchOrder(training.BatchSize) { Augmentation = new Augmentation(training.Padding, training.Mirror && data.Mirrored), Seed = seed };
        _iterations = _order.Batches(_set.Count);
        _quantizers = [.. model.modules().OfType<LowBitQuantizer>()];

        var quantizerRate = training.HoldQuantizerRate ? training.QuantizerRate : training.LearningRate * training.QuantizerRate;
        var groups = GroupedParameters.Of(
            model,
            new ParameterGroup(ParameterRole.Weight) { WeightDecay = training.WeightDecay },
            new ParameterGroup(ParameterRole.Small) { WeightDecay = training.SmallWeightDecay },
            new ParameterGroup(ParameterRole.Quantizer) { WeightDecay = training.QuantizerWeightDecay, LearningRate = quantizerRate, HoldsRate = training.HoldQuantizerRate });
        _optimizer = Create(training, groups);
        _rates = new ScheduledRates(_optimizer, groups, settings.Schedule.Create(training.LearningRate, training.Epochs));
        _policy = policy is null ? null : new PolicyRun(policy, model, _optimizer);
        _step = new GradientStep(_optimizer) { Accumulate = training.Accumulate, LargestNorm = training.LargestNorm };
        _mixup = training.Mixup is { } alpha ? new Mixup(alpha, seed) : null;
    }

    /// <summary>Goes on from a file instead of from the beginning.</summary>
    public void Restore(TrainingCheckpoint file)
    {
        _policy?.CatchUp(file.Position);
        file.Restore(_model, _optimizer);
        _position = file.Position;
        _isUnderWay = true;
    }

    /// <summary>Writes how far the training is.</summary>
    public void Save(string path, IReadOnlyDictionary<string, string> notes) => TrainingCheckpoint.Save(path, _model, _optimizer, _position, notes);

    /// <summary>Trains to the end, and leaves the network in evaluation mode. Can be called again after it was cancelled.</summary>
    /// <param name="what">What is trained, for the progress shown.</param>
    /// <param name="endEpoch">Called after each epoch with the number of epochs that are complete.</param>
    /// <param name="reporter">Where progress is shown.</param>
    /// <param name="cancellation">Ends the training with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="TrainingException">The loss is not a number any more.</exception>
    public void Train(string what, Action<int> endEpoch, IReporter reporter, CancellationToken cancellation)
    {
        if (!_isUnderWay)
            _policy?.Start();

        _isUnderWay = true;
        var epochs = _settings.Training.AllEpochs;
        reporter.Run(what, ((long)(epochs - _position.Epoch) * _iterations) - _position.Iteration, advance =>
        {
            while (_position.Epoch < epochs)
            {
                TrainEpoch(advance, reporter, cancellation);
                endEpoch(_position.Epoch);
            }
        });
        _model.eval();
    }

    /// <inheritdoc/>
    public void Dispose() => _optimizer.Dispose();

    private static Optimizer Create(LowBitTrainingSettings training, IReadOnlyList<GroupedParameters> groups) => training.Optimizer switch
    {
        OptimizerKind.Adam => Adam(groups.Select(static group => group.ForAdam()), training.LearningRate, beta1: training.Momentum),
        OptimizerKind.AdamW => AdamW(groups.Select(static group => group.ForAdamW()), training.LearningRate, beta1: training.Momentum),
        _ => SGD(groups.Select(static group => group.ForSgd()), training.LearningRate, training.Momentum, nesterov: training.Nesterov && training.Momentum > 0),
    };

    private void TrainEpoch(Action advance, IReporter reporter, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var (epoch, first) = (_position.Epoch, _position.Iteration);
        cancellation.ThrowIfCancellationRequested();
        if (first == 0)
            _policy?.BeginEpoch(epoch);

        _model.train();
        Mix(epoch);
        using var sums = new EpochSums();

        // Stopped between two steps alone, so that nothing of one is lost.
        foreach (var batch in BatchLoader.Read(_set, _order with { Epoch = epoch, First = first }, CancellationToken.None))
        {
            var iteration = _position.Iteration;
            _rates.Set(epoch, iteration, _iterations);
            Step(batch, ((long)epoch * _iterations) + iteration, sums);
            _position = new TrainingPosition(epoch, iteration + 1);
            advance();
            if (_step.Pending == 0)
                cancellation.ThrowIfCancellationRequested();
        }

        _step.Flush();
        _position = new TrainingPosition(epoch + 1);
        Report(epoch, sums.Read(), watch.Elapsed, reporter);
    }

    // From all float in the first epoch to none.
    private void Mix(int epoch)
    {
        var epochs = _settings.Quantization.FloatShareEpochs;
        var share = epochs == 0 ? 0 : Math.Max(0, 1 - (epoch / (double)epochs));
        foreach (var quantizer in _quantizers)
            quantizer.FloatShare = share;
    }

    private void Step(Batch batch, long number, EpochSums sums)
    {
        using var scope = NewDisposeScope();
        var (images, targets) = (batch.Images(), batch.Targets());
        if (number < _settings.Training.IdleIterations)
        {
            using var noGradient = no_grad();
            var seen = _model.call(images);
            sums.Add(functional.cross_entropy(seen, targets), seen, targets, batch.Count);
            return;
        }

        var mixed = _mixup?.Mix(images, targets, number);
        var scores = _model.call(mixed?.Inputs ?? images);
        var smoothing = _settings.Training.LabelSmoothing;
        var loss = mixed is null ? functional.cross_entropy(scores, targets, label_smoothing: smoothing) : mixed.CrossEntropy(scores, smoothing);
        sums.Add(loss, scores, targets, batch.Count);
        foreach (var quantizer in _quantizers)
        {
            if (quantizer.QuantizationLoss is { } term)
                loss = loss + term;
        }

        _step.Backward(loss);
    }

    private void Report(int epoch, Score score, TimeSpan time, IReporter reporter)
    {
        if (!double.IsFinite(score.Loss))
            throw new TrainingException(string.Create(CultureInfo.InvariantCulture, $"The loss became {score.Loss} in epoch {epoch + 1}: train with a lower training.learningRate."));

        reporter.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"  epoch {epoch + 1,2}/{_settings.Training.AllEpochs}: training loss {score.Loss:0.000}, accuracy {score.Accuracy:0.0} %, {time.TotalSeconds:0.0} s"));
    }
}
