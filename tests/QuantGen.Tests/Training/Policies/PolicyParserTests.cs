using QuantGen.LowBit;
using QuantGen.Training.Policies;
using Xunit;

namespace QuantGen.Tests.Training.Policies;

public sealed class PolicyParserTests
{
    [Fact]
    public void EverySectionCountsAndEveryAttributeIsRead()
    {
        var policy = TrainingPolicy.Parse(
            """
            # a comment, and a blank line

            on epoch: 1, 2
                by_tag: fm wt   # both
                half_range: false
                grad_type: STE-scale
                grad_scale: scale-element
                adaptive: var-mean
                by_index: 0,7
                clip_val: 0.5
            on epoch: 3
                by_index: all
                quant_loss_enable: True
                quant_loss_function: QDL
                quant_loss_alpha: 1e-3
            on init:
            """,
            "p.txt");

        Assert.Equal([PolicyTrigger.Epochs, PolicyTrigger.Epochs, PolicyTrigger.Start], policy.Sections.Select(static section => section.Trigger));
        Assert.Equal([1, 2], policy.Sections[0].Epochs);
        var (first, second) = (policy.Sections[0].Groups[0], policy.Sections[0].Groups[1]);
        Assert.Null(first.Layers);
        Assert.Equal([LowBitRole.Activation, LowBitRole.Weight], first.Roles);
        Assert.Equal(
            new QuantizerChanges
            {
                HalfRange = false,
                Gradient = GradientKind.InsideShare,
                GradientScale = GradientScale.InverseElementRoot,
                Normalization = LowBitNormalization.MeanAndDeviation,
            },
            first.Changes);
        Assert.Equal([0, 7], second.Layers!);
        Assert.Empty(second.Roles);
        Assert.Equal(new QuantizerChanges { HasLoss = true, Loss = LowBitLoss.BestFactor, LossFactor = 1e-3 }, policy.Sections[1].Groups[0].Changes);
    }

    [Theory]
    [InlineData("on init:\n enable True\n", 2, 2, "no colon")]
    [InlineData("on init:\n by_index: all\n enable: True\nthe end\n", 4, 1, "no colon")]
    [InlineData("on init:\n : True\n", 2, 2, "nothing before the colon")]
    [InlineData("enable: True\n", 1, 1, "before the first section")]
    [InlineData("on start:\n", 1, 4, "there is no section 'start'")]
    [InlineData("on:\n", 1, 1, "followed by one of init, norm, eltwise and epoch")]
    [InlineData("on epoch 3:\n", 1, 10, "behind the colon")]
    [InlineData("on epoch:\n", 1, 10, "names them")]
    [InlineData("on epoch: 3 -1\n", 1, 13, "not an epoch")]
    [InlineData("on init: 3\n", 1, 10, "has no epochs")]
    [InlineData("on init:\n by_name: conv\n", 2, 2, "'by_name' is unknown")]
    [InlineData("on init:\n by_index: 1 all\n", 2, 14, "the number of a layer")]
    [InlineData("on init:\n by_index:\n", 2, 11, "says nothing")]
    [InlineData("on init:\n by_tag: fm, ow\n", 2, 14, "there is no tag 'ow'")]
    [InlineData("on init:\n by_index: 1\n by_index: 2\n enable: True\n", 3, 2, "stands twice")]
    [InlineData("on init:\n by_index: 1\n", 2, 2, "nothing is said to become of them")]
    [InlineData("on init:\n enable: True\n", 2, 2, "not told what it is for")]
    [InlineData("on init:\n by_index: all\n enabled: True\n", 3, 2, "there is no attribute 'enabled'")]
    [InlineData("on init:\n by_index: all\n ratio: 1\n", 3, 2, "there is no attribute 'ratio'")]
    [InlineData("on init:\n by_index: all\n enable: yes\n", 3, 10, "takes True or False, not 'yes'")]
    [InlineData("on init:\n by_index: all\n enable: True False\n", 3, 15, "second one")]
    [InlineData("on init:\n by_index: all\n enable: # True\n", 3, 9, "has no value")]
    [InlineData("on init:\n by_index: all\n enable: True\n enable: False\n", 4, 2, "first in line 3")]
    [InlineData("on init:\r\n by_index: all\r\n level_num: 1\r\n", 3, 13, "number of levels")]
    [InlineData("on init:\n by_index: all\n clip_val: NaN\n", 3, 12, "a number above 0")]
    [InlineData("on init:\n by_index: all\n stable: 1.5\n", 3, 10, "a whole number from 0")]
    [InlineData("on init:\n by_index: all\n grad_type: ste\n", 3, 13, "one of none, STE, Triangle, STE-scale")]
    [InlineData("on init:\n by index: all\n", 2, 5, "a name is one word")]
    public void AFaultIsNamedWithItsLineAndColumn(string text, int line, int column, string message)
    {
        var error = Assert.Throws<PolicyException>(() => TrainingPolicy.Parse(text, "p.txt"));
        Assert.Equal((line, column), (error.Line, error.Column));
        Assert.StartsWith(FormattableString.Invariant($"p.txt({line},{column}): "), error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatIsNotThereIsAnErrorThatNamesIt()
    {
        var path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));
        Assert.Contains(path, Assert.Throws<PolicyException>(() => TrainingPolicy.Load(path)).Message, StringComparison.Ordinal);
        Assert.Empty(TrainingPolicy.Parse("").Sections);
    }
}
