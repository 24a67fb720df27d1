using ImageClassification.Data;
using ImageClassification.Data.Drawing;
using SampleKit.Reporting;
using ImageClassification.Training;
using ModelZoo;
using QuantGen.Samples.Tests.Support;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Samples.Tests.Classification;

public sealed class TrainingTests
{
    private static readonly ImageData Data = DrawnShapes.Draw(64, 32, seed: 1);
    private static readonly TrainingSettings Short = new() { Epochs = 2, BatchSize = 16, LearningRate = 0.05 };

    [Fact]
    public void The_rate_rises_along_a_line_and_falls_to_zero_along_a_cosine()
    {
        var course = new WarmUpCosine(Steps: 100, WarmUp: 0.2);

        Assert.True(course.Factor(0) is > 0 and < 0.1);
        Assert.Equal(course.Factor(10) - course.Factor(9), course.Factor(4) - course.Factor(3), 1e-9);
        Assert.Equal(1, course.Factor(20), 1e-9);
        Assert.Equal(0.5, course.Factor(60), 1e-9);
        Assert.InRange(course.Factor(99), 0, 0.001);
        Assert.Equal(0, course.Factor(100), 1e-9);
    }

    [Fact]
    public void Fine_tuning_takes_a_third_of_the_epochs_from_two_fifths_of_the_rate()
    {
        var tuning = new TrainingSettings { Epochs = 24, LearningRate = 0.1 }.ForFineTuning();

        Assert.Equal(8, tuning.Epochs);
        Assert.Equal(0.04, tuning.LearningRate, 1e-12);
        Assert.Equal(1, new WarmUpCosine(100, tuning.WarmUp).Factor(0));
    }

    [Fact]
    public void The_same_seed_trains_the_same_weights()
    {
        using var scope = NewDisposeScope();

        var first = Train(Short);
        var second = Train(Short);
        var other = Train(Short with { Seed = 2 });

        Assert.All(first, entry => Assert.True(Bits.Equal(entry.Value, second[entry.Key]), entry.Key));
        Assert.False(Bits.Equal(first["conv1.weight"], other["conv1.weight"]));
    }

    [Fact]
    public void Frozen_BatchNorm_keeps_its_statistics_and_learns_all_the_same()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var model = Models.ResNet20();
        var norm = model.modules().OfType<BatchNorm2d>().First();
        var (mean, weight) = (norm.running_mean!.clone(), norm.weight.clone());

        Trainer.Train(model, Data.Training, Short with { FreezeBatchNorm = true }, "Training", new PlainReporter(TextWriter.Null), default);

        Assert.True(Bits.Equal(mean, norm.running_mean!));
        Assert.False(Bits.Equal(weight, norm.weight));
    }

    [Fact]
    public void Statistics_of_BatchNorm_measured_anew_are_those_of_the_whole_pass()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        random.manual_seed(1);
        var model = Models.ResNet20();
        var conv = model.modules().OfType<Conv2d>().First();
        var norm = model.modules().OfType<BatchNorm2d>().First();
        var order = new BatchOrder(16);
        var expected = zeros_like(norm.running_mean!);
        foreach (var batch in BatchLoader.Read(Data.Training, order))
            expected.add_(conv.call(batch.Images()).mean([0, 2, 3]));

        BatchNorms.Reestimate(model, Data.Training, order, new PlainReporter(TextWriter.Null), default);

        // The statistics there were before, zeros, count as a batch beside the four of the pass.
        Assert.InRange((norm.running_mean! - (expected / 5)).abs().max().item<float>(), 0, 1e-6f);
        Assert.All(model.modules().OfType<BatchNorm2d>(), static layer => Assert.Equal(0.1, layer.momentum));
    }

    [Fact]
    public void Evaluation_counts_every_picture_and_leaves_the_model_in_its_mode()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var model = Models.ResNet20();
        model.train();

        var score = Evaluator.Evaluate(model, Data.Test, "Testing", new PlainReporter(TextWriter.Null), default);

        Assert.True(model.training);
        Assert.Equal(0, score.Accuracy * 32 % 100, 1e-9);
        Assert.InRange(score.Loss, 1, 5);
    }

    [Fact]
    public void A_loss_that_is_no_number_ends_the_training_with_the_way_out()
    {
        using var scope = NewDisposeScope();
        var model = Models.ResNet20();

        var exception = Assert.Throws<TrainingException>(() => Trainer.Train(
            model, Data.Training, Short with { LearningRate = 1e30 }, "Training", new PlainReporter(TextWriter.Null), default));

        Assert.Contains("lower --learning-rate", exception.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, Tensor> Train(TrainingSettings settings)
    {
        random.manual_seed(settings.Seed);
        var model = Models.ResNet20();
        Trainer.Train(model, Data.Training, settings, "Training", new PlainReporter(TextWriter.Null), default);
        return model.state_dict();
    }
}
