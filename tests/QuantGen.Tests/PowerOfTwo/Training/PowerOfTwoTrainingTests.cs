using QuantGen.PowerOfTwo;
using QuantGen.Tests.PowerOfTwo.Calibration;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.PowerOfTwo.Training;

public sealed class PowerOfTwoTrainingTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly HandTwin _twin = new(new PowerOfTwoOptions { WeightClipping = new WeightClipping() });
    private readonly Tensor[] _batches = HandTwin.Batches(3);

    public void Dispose()
    {
        _twin.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void EachEpochFreezesWhatTheScheduleSays()
    {
        using var training = new PowerOfTwoTraining(_twin, epochs: 10);
        for (var epoch = 0; epoch < 10; epoch++)
        {
            training.BeginEpoch(epoch);
            Assert.Equal((epoch, epoch >= 4, epoch >= 6), (training.Epoch, training.BatchNormIsFrozen, training.RangesAreFrozen));
            Assert.True(_twin.training);
            var (statistics, range) = (HandTwin.Floats(_twin.Bn1.running_mean!), _twin.Relu1.StoredRange);
            using (no_grad())
                _twin.call(_batches[epoch % 3] * (epoch + 1));

            Assert.Equal(epoch >= 4, statistics.SequenceEqual(HandTwin.Floats(_twin.Bn1.running_mean!)));
            Assert.Equal(epoch >= 6, range == _twin.Relu1.StoredRange);
        }
    }

    [Fact]
    public void FreezingIsReversible()
    {
        using (var training = new PowerOfTwoTraining(_twin, epochs: 2))
        {
            training.BeginEpoch(1);
            Assert.True(training.BatchNormIsFrozen);
        }

        var ten = new PowerOfTwoTraining(_twin, epochs: 10);
        ten.BeginEpoch(9);
        Assert.True(ten is { BatchNormIsFrozen: true, RangesAreFrozen: true });
        Assert.False(_twin.Relu1.UpdatesRange);
        ten.BeginEpoch(0);
        Assert.True(ten is { BatchNormIsFrozen: false, RangesAreFrozen: false });
        ten.BeginEpoch(8);
        ten.Dispose();
        ten.Dispose();
        Assert.True(_twin.Relu1.UpdatesRange);
        Assert.Throws<ObjectDisposedException>(() => ten.BeginEpoch(0));

        var (statistics, range) = (HandTwin.Floats(_twin.Bn1.running_mean!), _twin.Relu1.StoredRange);
        _twin.train();
        using (no_grad())
            _twin.call(_batches[0] * 3);

        Assert.NotEqual(statistics, HandTwin.Floats(_twin.Bn1.running_mean!));
        Assert.NotEqual(range, _twin.Relu1.StoredRange);
    }

    [Fact]
    public void EvaluationChangesNothing()
    {
        using var training = new PowerOfTwoTraining(_twin, epochs: 10);
        training.BeginEpoch(0);
        using var noGradient = no_grad();
        _twin.call(_batches[0]);
        var before = HandTwin.Bytes(_twin);
        _twin.eval();
        _twin.call(_batches[1] * 10);
        Assert.Equal(before, HandTwin.Bytes(_twin));
        Assert.True(training is { BatchNormIsFrozen: false, RangesAreFrozen: false });
        training.BeginEpoch(1);
        Assert.True(_twin.Relu1 is { training: true, UpdatesRange: true });
        _twin.call(_batches[1] * 10);
        Assert.NotEqual(before["relu1.clips_act"], HandTwin.Bytes(_twin)["relu1.clips_act"]);
    }

    [Fact]
    public void WhatTheUserFrozeStaysFrozen()
    {
        _twin.Relu1.SetRange(0, 2);
        _twin.Relu1.UpdatesRange = false;
        using (var training = new PowerOfTwoTraining(_twin, epochs: 4))
            training.BeginEpoch(0);

        Assert.False(_twin.Relu1.UpdatesRange);
    }

    [Fact]
    public void AFreshTwinStartsFromStoredWeightsAndACalibratedOneFromItsOwn()
    {
        using (no_grad())
            _twin.Fc.weight[0, 0] = 20;

        using (var training = new PowerOfTwoTraining(_twin, epochs: 4))
            training.BeginEpoch(0);

        // 16 times the median magnitude, up to a power of two, times 15/16; quantized to 128 levels of the next power of two.
        Assert.True(_twin.Fc.weight[0, 0].item<float>() < 15);
        var stored = HandTwin.Bytes(_twin)["fc.weight"];
        using (var calibration = new PowerOfTwoCalibration(_twin))
            calibration.Run(_batches);

        using (no_grad())
            _twin.Fc.weight.add_(0.001f);

        var moved = HandTwin.Bytes(_twin)["fc.weight"];
        Assert.NotEqual(stored, moved);
        using (var training = new PowerOfTwoTraining(_twin, epochs: 4))
            training.BeginEpoch(0);

        Assert.Equal(moved, HandTwin.Bytes(_twin)["fc.weight"]);
    }

    [Fact]
    public void BiasesAreStoredAtTheirBatch()
    {
        using (var calibration = new PowerOfTwoCalibration(_twin))
            calibration.Run(_batches);

        using var training = new PowerOfTwoTraining(_twin, epochs: 4, new PowerOfTwoTrainingOptions { StoreBiasesAt = 2 });
        training.BeginEpoch(0);
        var before = HandTwin.Bytes(_twin)["fc.bias"];
        training.BeginBatch();
        training.BeginBatch();
        Assert.Equal(before, HandTwin.Bytes(_twin)["fc.bias"]);
        training.BeginBatch();
        Assert.Equal(3, training.Batches);
        var deployed = HandTwin.Floats(_twin.Fc.Deployed().Bias!);
        Assert.Equal(deployed, HandTwin.Floats(_twin.Fc.bias!));
        Assert.NotEqual(before, HandTwin.Bytes(_twin)["fc.bias"]);
    }

    [Fact]
    public void OnlyATwinAndItsEpochsAreTaken()
    {
        using var model = nn.Linear(2, 2);
        Assert.Contains("no power-of-two twin", Assert.Throws<QuantizationException>(() => new PowerOfTwoTraining(model, 3)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new PowerOfTwoTraining(_twin, 0));
        using var training = new PowerOfTwoTraining(_twin, 3);
        Assert.Throws<ArgumentOutOfRangeException>(() => training.BeginEpoch(3));
    }

    [Fact]
    public void TheGuidelinesDefaultsTrain()
    {
        var defaults = PowerOfTwoTrainingDefaults.Classification;
        Assert.Equal((1e-5, 0.9, 1e-4, 256, 25), (defaults.LearningRate, defaults.Momentum, defaults.WeightDecay, defaults.BatchSize, defaults.Epochs));
        Assert.Equal(12, PowerOfTwoTrainingDefaults.Segmentation.BatchSize);
        using var optimizer = (defaults with { LearningRate = 0.1 }).Optimizer(_twin);
        using var training = new PowerOfTwoTraining(_twin, epochs: 1);
        training.BeginEpoch(0);
        var losses = new List<float>();
        for (var step = 0; step < 20; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            var loss = (_twin.call(_batches[0]) - 1).square().mean();
            loss.backward();
            optimizer.step();
            losses.Add(loss.item<float>());
        }

        Assert.True(losses[^1] < 0.7 * losses[0], $"{losses[^1]} is not much less than {losses[0]}");
    }
}
