using QuantGen.Training;
using QuantGen.Training.Policies;
using QuantGen.Tests.Training.Policies;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace QuantGen.Tests.Training.Resuming;

/// <summary>
/// A training with everything that has a state: momentum, learned ranges that start from data, dropout, mixup, a schedule, a policy that lowers the
/// number of levels, and data whose order depends on the epoch.
/// </summary>
internal sealed class ExampleTraining : IDisposable
{
    public const int Epochs = 4;
    public const int Iterations = 5;

    private readonly LowBitNet _net = new();
    private readonly Optimizer _optimizer;
    private readonly ScheduledRates _rates;
    private readonly PolicyRun _policy;
    private readonly GradientStep _step;
    private readonly Mixup _mixup = new(0.7, seed: 11);

    public ExampleTraining(string optimizer)
    {
        var groups = GroupedParameters.Of(
            _net,
            new ParameterGroup(ParameterRole.Weight) { WeightDecay = 1e-2 },
            new ParameterGroup(ParameterRole.Small) { WeightDecay = 0 },
            new ParameterGroup(ParameterRole.Quantizer) { LearningRate = 0.01, HoldsRate = true });
        _optimizer = optimizer switch
        {
            "SGD" => SGD(groups.Select(static group => group.ForSgd()), 0.1, momentum: 0.9, nesterov: false),
            "Adam" => Adam(groups.Select(static group => group.ForAdam()), 0.01, amsgrad: true),
            _ => AdamW(groups.Select(static group => group.ForAdamW()), 0.01),
        };
        _rates = new ScheduledRates(_optimizer, groups, new CosineRate(0.1, Epochs) { PerIteration = true, WarmUpIterations = 3, Restarts = [2] });
        _policy = new PolicyRun(
            TrainingPolicy.Parse("on init:\n by_index: all\n progressive: True\n num_levels: 16\non epoch: 1 3\n by_index: all\n level_num: -4\n"), _net, _optimizer);
        _step = new GradientStep(_optimizer) { LargestNorm = 1 };
        manual_seed(3);
    }

    /// <summary>Trains from the beginning, until a number of steps is reached.</summary>
    public TrainingPosition Train(int steps)
    {
        _policy.Start();
        return Train(default, steps);
    }

    /// <summary>Trains on from a file to the end.</summary>
    public void Resume(string path)
    {
        var file = TrainingCheckpoint.Read(path);
        _policy.CatchUp(file.Position);
        file.Restore(_net, _optimizer);
        Train(file.Position, Epochs * Iterations);
    }

    /// <summary>Writes a file.</summary>
    public void Save(string path, TrainingPosition position) => TrainingCheckpoint.Save(path, _net, _optimizer, position);

    /// <summary>All values of the model, and the next number of torch's generator.</summary>
    public float[] State() => [.. _net.state_dict().Values.SelectMany(static tensor => Tensors.Floats(tensor.to(ScalarType.Float32))), .. Tensors.Floats(rand(1))];

    public void Dispose()
    {
        _optimizer.Dispose();
        _net.Dispose();
    }

    private TrainingPosition Train(TrainingPosition from, int steps)
    {
        _net.train();
        for (var done = (from.Epoch * Iterations) + from.Iteration; done < steps; done++)
        {
            using var scope = NewDisposeScope();
            var (epoch, iteration) = (done / Iterations, done % Iterations);
            if (iteration == 0)
                _policy.BeginEpoch(epoch);

            _rates.Set(epoch, iteration, Iterations);
            var random = new Random((epoch * 100) + iteration);
            var inputs = tensor(Enumerable.Range(0, 16 * 6).Select(_ => random.NextSingle()).ToArray(), [16, 6]);
            var targets = tensor(Enumerable.Range(0, 16).Select(_ => (long)random.Next(4)).ToArray());
            var batch = _mixup.Mix(inputs, targets, done);
            _step.Backward(batch.CrossEntropy(_net.call(batch.Inputs), 0.1));
        }

        return new TrainingPosition(steps / Iterations, steps % Iterations);
    }
}
