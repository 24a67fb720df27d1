using System.Globalization;
using ModelZoo;
using QuantGen.Testing.Snapshots;
using Xunit;

namespace QuantGen.Samples.Tests.Zoo;

/// <summary>What holds for every model of the zoo. That each has a twin, and that it compiles, the build of the zoo shows.</summary>
public sealed class ZooTests
{
    public static TheoryData<string> AllModels => [.. ZooModels.All.Select(static model => model.Name)];

    public static TheoryData<string> CountedModels =>
        [.. ZooModels.All.Where(static model => model.Parameters is not null).Select(static model => model.Name)];

    [Fact]
    public void Every_model_of_the_registry_is_tested() =>
        Assert.Empty(Models.Names.Except(ZooModels.All.Select(static model => model.Name), StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(CountedModels))]
    public void A_model_has_as_many_parameters_as_was_published(string name) =>
        Assert.Equal(ZooModels.Of(name).Parameters, ZooOutcome.Of(name).Parameters);

    [Theory]
    [MemberData(nameof(AllModels))]
    public void A_twin_that_quantizes_nothing_computes_bit_for_bit_what_the_model_does(string name)
    {
        var outcome = ZooOutcome.Of(name);

        Assert.True(outcome.IsExactInEvaluation, "They differ in evaluation.");
        Assert.True(outcome.IsExactInTraining ?? true, "They differ in training.");
    }

    [Theory]
    [MemberData(nameof(AllModels))]
    public void A_checkpoint_of_the_model_has_the_keys_of_its_twin(string name) => Assert.Empty(ZooOutcome.Of(name).DifferentKeys);

    [Theory]
    [MemberData(nameof(AllModels))]
    public void Reviewed_quantizers(string name)
    {
        var outcome = ZooOutcome.Of(name);

        Assert.Equal(ZooModels.Of(name).Quantizers, outcome.QuantizerCount);
        Snapshot.Verify([($"{name}.txt", outcome.Quantizers)], name);
    }

    [Theory]
    [MemberData(nameof(AllModels))]
    public void Eight_bits_stay_close_to_the_float_model(string name)
    {
        var outcome = ZooOutcome.Of(name);

        Assert.Equal(ZooModels.Of(name).TrainingQuantizers, outcome.Unreached.Count);
        Assert.True(
            outcome.Sqnr >= ZooModels.Of(name).SqnrFloor,
            string.Create(CultureInfo.InvariantCulture, $"{outcome.Sqnr:F1} dB, expected at least {ZooModels.Of(name).SqnrFloor:F1}."));
    }
}
