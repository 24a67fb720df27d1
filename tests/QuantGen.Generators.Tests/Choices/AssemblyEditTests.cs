using QuantGen.Generators.Tests.Support;
using Xunit;

namespace QuantGen.Generators.Tests.Choices;

/// <summary>The assembly's annotation stands in another file than the classes, yet what it says is part of what is remembered of them.</summary>
public sealed class AssemblyEditTests
{
    private const string Assembly = "[assembly: QuantGen.Quantize(WeightBits = 4)]";

    [Fact]
    public void ChangedArgumentWritesEveryTwin()
    {
        var second = After(static run => run.Input.Edit(2, "4", "6"));

        Assert.Equal(new Steps("MM", "MM"), Steps.Of(second));
        Assert.All(second.Files, static file => Assert.Contains("WeightBits = 6,", file.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void AnnotationTakenAwayWritesEveryTwin()
    {
        var second = After(static run => run.Input.Edit(2, Assembly, ""));

        Assert.Equal(new Steps("MM", "MM"), Steps.Of(second));
        Assert.All(second.Files, static file => Assert.DoesNotContain("WeightBits", file.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void AnnotationInANewFileWritesEveryTwin()
    {
        var first = Generation.RunTracked(Generation.Source("BasicBlock"), Generation.Source("InPlaceAdd"));

        Assert.Equal(new Steps("MM", "MM"), Steps.Of(Generation.Run(first.Driver, first.Input.Add(Assembly))));
    }

    [Fact]
    public void ChangedConstantBehindTheArgumentWritesEveryTwin()
    {
        var first = Generation.RunTracked(
            Generation.Source("BasicBlock"),
            "[assembly: QuantGen.Quantize(WeightBits = Low.Bits)]",
            "internal static class Low { public const int Bits = 4; }");

        Assert.Equal(new Steps("M", "M"), Steps.Of(Generation.Run(first.Driver, first.Input.Edit(2, "4", "6"))));
    }

    [Fact]
    public void ArgumentThatEveryClassOverridesWritesNothing()
    {
        var first = Generation.RunTracked(Generation.Source("BasicBlock"), "[assembly: QuantGen.Quantize(QuantGen.Granularity.PerChannel)]");

        // BasicBlock says [Quantize(PerChannel)] itself.
        Assert.Equal(Steps.Cached(1), Steps.Of(Generation.Run(first.Driver, first.Input.Edit(1, "PerChannel", "PerTensor"))));
    }

    [Fact]
    public void AnotherAttributeOfTheAssemblyWritesNothing() =>
        Assert.Equal(Steps.Cached(2), Steps.Of(After(static run => run.Input.Add("[assembly: System.Reflection.AssemblyProduct(\"Product\")]"))));

    [Fact]
    public void ChangedArgumentOfAFieldWritesOneTwin()
    {
        var first = Generation.RunTracked(
            Generation.Source("BasicBlock").Replace("    private readonly Conv2d conv1;", "    [Quantize(WeightBits = 4)] private readonly Conv2d conv1;", StringComparison.Ordinal),
            Generation.Source("InPlaceAdd"));

        Assert.Equal(new Steps("MU", "MC"), Steps.Of(Generation.Run(first.Driver, first.Input.Edit(0, "WeightBits = 4", "WeightBits = 5"))));
    }

    private static Generation After(Func<Generation, Microsoft.CodeAnalysis.CSharp.CSharpCompilation> edit)
    {
        var first = Generation.RunTracked(Generation.Source("BasicBlock"), Generation.Source("InPlaceAdd"), Assembly);
        return Generation.Run(first.Driver, edit(first));
    }
}
