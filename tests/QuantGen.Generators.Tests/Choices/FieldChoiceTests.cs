using QuantGen.Generators.Tests.Support;
using QuantGen.Quantizers;
using QuantGen.Testing;
using QuantGen.Testing.Snapshots;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Generators.Tests.Choices;

/// <summary>What is asked for one field shows in the twin's constructor and holds at run time.</summary>
public sealed class FieldChoiceTests
{
    [Fact]
    public void MixedPrecision()
    {
        var descriptors = Descriptors("MixedPrecision", 8L);

        Assert.Equal((8, 8), Bits(descriptors, "stem"));
        Assert.Equal((8, 4), Bits(descriptors, "conv1"));
        Assert.Equal((8, 4), Bits(descriptors, "conv2"));
        Assert.Equal((12, 12), Bits(descriptors, "conv3"));
        Assert.Equal((6, 4), Bits(descriptors, "head.1"));
        Assert.Equal(6, descriptors["pool._input_quantizer"].Bits);
        Assert.Null(descriptors["conv2._weight_quantizer"].Axes);
        Assert.NotNull(descriptors["conv1._weight_quantizer"].Axes);
        Assert.DoesNotContain("conv4._input_quantizer", descriptors.Keys);
    }

    [Fact]
    public void ClassDescriptors()
    {
        var descriptors = Descriptors("ClassDescriptors", 8L);

        Assert.Equal((6, 5), Bits(descriptors, "first"));
        Assert.Equal((6, 8), Bits(descriptors, "last"));
        Assert.Equal(6, descriptors["residual_quantizer"].Bits);
    }

    [Fact]
    public void NestedChoice()
    {
        var descriptors = Descriptors("NestedChoice", 8L);

        Assert.Equal((6, 6), Bits(descriptors, "first.fc"));
        Assert.Equal((6, 8), Bits(descriptors, "first.gate"));
        Assert.Equal((6, 4), Bits(descriptors, "second.fc"));

        // What the block says of one of its fields is nearer than what is said of the block.
        Assert.Equal((6, 8), Bits(descriptors, "second.gate"));
    }

    [Fact]
    public void KeptMethod() => Assert.Equal(
        ["body._input_quantizer", "body._weight_quantizer", "residual_quantizer"],
        Descriptors("KeptMethod", 8L).Keys);

    private static (int Input, int Weight) Bits(Dictionary<string, QuantDescriptor> descriptors, string layer) =>
        (descriptors[layer + "._input_quantizer"].Bits, descriptors[layer + "._weight_quantizer"].Bits);

    private static Dictionary<string, QuantDescriptor> Descriptors(string model, long width, [System.Runtime.CompilerServices.CallerMemberName] string test = "")
    {
        var source = File.ReadAllText(RepositoryRoot.Combine("tests", "QuantGen.Generators.Tests", "Choices", "Inputs", model + ".cs"));
        var run = Generation.Run(source).AssertCompiles();
        Snapshot.Verify(run.Files, test: test);

        using var scope = NewDisposeScope();
        return run.Load().Create("Samples." + model, width).Twin().Quantizers().ToDictionary(
            static quantizer => quantizer.Name, static quantizer => quantizer.Quantizer.Descriptor, StringComparer.Ordinal);
    }
}
