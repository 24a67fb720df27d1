using System.Globalization;
using QuantGen.Testing.Snapshots;
using Xunit;

namespace QuantGen.Samples.Tests.Zoo.Structured;

/// <summary>What holds for every network of the zoo holds for those of other structures.</summary>
public sealed class StructuredZooTests
{
    public static TheoryData<string> AllModels => [.. StructuredZoo.All.Select(static model => model.Name)];

    public static TheoryData<string> CountedModels => [.. StructuredZoo.All.Where(static model => model.Parameters is not null).Select(static model => model.Name)];

    [Theory]
    [MemberData(nameof(CountedModels))]
    public void A_network_has_as_many_parameters_as_was_published(string name) =>
        Assert.Equal(StructuredZoo.Of(name).Parameters, ZooOutcome.Of(StructuredZoo.Of(name)).Parameters);

    [Theory]
    [MemberData(nameof(AllModels))]
    public void A_twin_that_quantizes_nothing_computes_bit_for_bit_what_the_network_does(string name)
    {
        var outcome = ZooOutcome.Of(StructuredZoo.Of(name));

        Assert.True(outcome.IsExactInEvaluation, "They differ in evaluation.");
        Assert.True(outcome.IsExactInTraining ?? true, "They differ in training.");
    }

    [Theory]
    [MemberData(nameof(AllModels))]
    public void A_checkpoint_of_the_network_has_the_keys_of_its_twin(string name) => Assert.Empty(ZooOutcome.Of(StructuredZoo.Of(name)).DifferentKeys);

    [Theory]
    [MemberData(nameof(AllModels))]
    public void Reviewed_quantizers(string name)
    {
        var outcome = ZooOutcome.Of(StructuredZoo.Of(name));

        Assert.Equal(StructuredZoo.Of(name).Quantizers, outcome.QuantizerCount);
        Snapshot.Verify([($"{name}.txt", outcome.Quantizers)], name);
    }

    [Theory]
    [MemberData(nameof(AllModels))]
    public void Eight_bits_stay_close_to_the_float_network(string name)
    {
        var outcome = ZooOutcome.Of(StructuredZoo.Of(name));

        Assert.Empty(outcome.Unreached);
        Assert.True(
            outcome.Sqnr >= StructuredZoo.Of(name).SqnrFloor,
            string.Create(CultureInfo.InvariantCulture, $"{outcome.Sqnr:F1} dB, expected at least {StructuredZoo.Of(name).SqnrFloor:F1}."));
    }
}
