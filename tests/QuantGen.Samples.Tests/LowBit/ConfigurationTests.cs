extern alias lowbit;

using System.Text;
using ImageClassification.LowBit;
using ImageClassification.LowBit.Configuration;
using QuantGen.LowBit;
using Xunit;

namespace QuantGen.Samples.Tests.LowBit;

public sealed class ConfigurationTests
{
    [Fact]
    public void EveryOptionIsDumpedAndReadAgain()
    {
        // Every property of the settings is among the options, by its name.
        var dump = LowBitConfiguration.All.Dump(new LowBitSettings());
        foreach (var type in new[] { typeof(LowBitSettings), typeof(QuantizationSettings), typeof(LowBitTrainingSettings), typeof(ScheduleSettings), typeof(LowBitSide), typeof(lowbit::ModelZoo.Structure) })
        {
            Assert.All(
                type.GetProperties().Where(static property => property.SetMethod is not null && property.Name is not ("Shape" or "KeepFloat")),
                property => Assert.Contains($"\"{char.ToLowerInvariant(property.Name[0])}{property.Name[1..]}\":", dump, StringComparison.Ordinal));
        }

        Assert.Equal(dump, LowBitConfiguration.All.Dump(Read(dump)));
    }

    [Fact]
    public void WhatIsNotWrittenStaysAndTheRestIsSet()
    {
        var settings = Read(
            """
            {
              // a comment
              "seeds": [3, 1],
              "quantization": { "weights": { "algorithm": "Lsq", "levels": 3, "gradientScale": "inverseElementRoot" }, "firstAndLast": "quantize" },
              "training": { "mixup": 0.7, "largestNorm": null }
            }
            """);
        Assert.Equal([3, 1], settings.Seeds);
        Assert.Equal((LowBitAlgorithm.Lsq, 3, GradientScale.InverseElementRoot), (settings.Quantization.Weights.Algorithm, settings.Quantization.Weights.Levels, settings.Quantization.Weights.GradientScale));
        Assert.Equal((FirstAndLast.Quantize, 0.7, 20), (settings.Quantization.FirstAndLast, settings.Training.Mixup, settings.Training.Epochs));
        Assert.Equal("LSQ ternary/32", settings.RowName);
    }

    [Theory]
    [InlineData("[]", 1, 1, "a JSON object")]
    [InlineData("", 1, 1, "not JSON")]
    [InlineData("{ \"training\": { \"epochs\": 0 } }", 1, 27, "training.epochs takes a whole number from 1 to 10000, not 0")]
    [InlineData("{\n  \"training\": { \"epoch\": 3 } }", 2, 17, "there is no option 'training.epoch'")]
    [InlineData("{\n \"trainning\": {} }", 2, 2, "there is no option 'trainning'")]
    [InlineData("{ \"row\": {} }", 1, 10, "not {}")]
    [InlineData("{ \"epochs\": 3 }", 1, 3, "there is training.epochs.")]
    [InlineData("{ \"training\": 3 }", 1, 3, "'training' is an object")]
    [InlineData("{ \"training\": { \"nesterov\": 1 } }", 1, 29, "takes true or false, not 1")]
    [InlineData("{ \"seeds\": [1, 1] }", 1, 12, "different whole numbers from 0, not [1, 1]")]
    [InlineData("{ \"seeds\": [1, {}] }", 1, 16, "no objects in lists")]
    [InlineData("{ \"row\": \"é\", \"model\": \"resnet19\" }", 1, 24, "model takes one of resnet20")]
    [InlineData("{ \"row\": 1,\n \"row\": 2 }", 2, 2, "'row' is there twice")]
    [InlineData("{ \"row\": \"a\", }", 1, 15, "not JSON")]
    [InlineData("{ \"row\": \"a\" } x", 1, 16, "not JSON")]
    [InlineData("{ \"quantization\": { \"weights\": { \"algorithm\": \"alq\" } } }", 1, 47, "one of \"none\", \"doReFa\", \"pact\"")]
    public void AFaultIsNamedWithItsLineAndColumn(string text, int line, int column, string message)
    {
        var error = Assert.Throws<ConfigurationException>(() => Read(text));
        Assert.Equal(new TextPlace(line, column), error.Place);
        Assert.StartsWith(FormattableString.Invariant($"c.json({line},{column}): "), error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private static LowBitSettings Read(string text) =>
        LowBitConfiguration.All.Apply(new LowBitSettings(), ConfigReader.Read(Encoding.UTF8.GetBytes(text), "c.json"), "c.json");
}
