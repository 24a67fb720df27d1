using Microsoft.CodeAnalysis;
using QuantGen.Generators.Tests.Support;
using Xunit;

namespace QuantGen.Generators.Tests.Exports;

/// <summary>What an edit makes the generator write again of symbolic forwards.</summary>
public sealed class ExportStepTests
{
    private const string Other = "namespace Samples; internal static class Other { public static int Twice(int x) => x + x; }";

    [Fact]
    public void EditElsewhereWritesNothing() => Assert.Equal([IncrementalStepRunReason.Cached], Reasons("x + x", "2 * x", file: 1));

    [Fact]
    public void LinesAboveTheClassWriteNothing() => Assert.Equal([IncrementalStepRunReason.Cached], Reasons("/// <summary>The residual", "// A new line.\n\n/// <summary>The residual", file: 0));

    [Fact]
    public void CommentInTheConstructorWritesNothing() => Assert.Equal([IncrementalStepRunReason.Cached], Reasons("RegisterComponents();", "RegisterComponents(); // at last", file: 0));

    [Fact]
    public void EditOfForwardWritesTheClass() => Assert.Equal([IncrementalStepRunReason.Modified], Reasons("return relu2.call(output);", "return output;", file: 0));

    [Fact]
    public void ModelsHoldNothingOfTheCompiler()
    {
        var first = Generation.RunTracked(Exported.Source("Inputs/HelperMethods.cs")).Result.TrackedSteps[TrackingNames.Models].Single().Outputs.Single().Value;
        var second = Generation.RunTracked(Exported.Source("Inputs/HelperMethods.cs")).Result.TrackedSteps[TrackingNames.Models].Single().Outputs.Single().Value;

        Assert.Equal(first, second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
    }

    private static IEnumerable<IncrementalStepRunReason> Reasons(string old, string now, int file)
    {
        var start = Generation.RunTracked(Exported.Source("Inputs/BasicBlock.cs"), Other);
        var run = Generation.Run(start.Driver, start.Input.Edit(file, old, now));
        return run.Result.TrackedOutputSteps.Values.Single().SelectMany(static step => step.Outputs).Select(static output => output.Reason).Distinct();
    }
}
