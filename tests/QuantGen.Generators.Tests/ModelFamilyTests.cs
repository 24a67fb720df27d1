using QuantGen.Generators.Tests.Support;
using QuantGen.Testing.Snapshots;
using Xunit;

namespace QuantGen.Generators.Tests;

/// <summary>The twins of the ResNet and MobileNetV2 families, whole files as users see them. Each compiles without a warning.</summary>
public sealed class ModelFamilyTests
{
    [Fact]
    public void BasicBlock() => Verify("BasicBlock");

    [Fact]
    public void Bottleneck() => Verify("Bottleneck");

    [Fact]
    public void ResNet() => Verify("ResNet", "BasicBlock");

    [Fact]
    public void InvertedResidual() => Verify("InvertedResidual");

    [Fact]
    public void MobileNetV2() => Verify("MobileNetV2", "InvertedResidual");

    private static void Verify(string model, string? block = null, [System.Runtime.CompilerServices.CallerMemberName] string test = "")
    {
        string[] sources = block is null ? [Generation.Source(model)] : [Generation.Source(model), Generation.Source(block)];
        var files = Generation.Run(sources).AssertCompiles().Files.Where(file => file.HintName == $"Samples.{model}.g.cs");
        Snapshot.Verify(files, test: test);
    }
}
