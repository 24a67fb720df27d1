using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Xunit;

namespace QuantGen.Generators.Tests.Support;

/// <summary>What became of the generator's steps in a run, one letter an output: N new, C cached, U unchanged, M modified, R removed.</summary>
/// <param name="Models">Of the classes' models.</param>
/// <param name="Files">Of the generated files.</param>
internal sealed record Steps(string Models, string Files)
{
    /// <summary>Nothing was written again.</summary>
    public static Steps Cached(int classes) => new(new string('U', classes), new string('C', classes));

    /// <summary>The steps of a run, in the order of the classes.</summary>
    public static Steps Of(Generation run)
    {
        var steps = run.Result.TrackedSteps;
        return new Steps(
            Reasons(steps[TrackingNames.Models]),
            Reasons(run.Result.TrackedOutputSteps.Values.Single()));
    }

    /// <summary>Fails unless every file that was generated is one that was generated before.</summary>
    public static void AssertNothingWritten(Generation run)
    {
        foreach (var step in run.Result.TrackedOutputSteps.Values.SelectMany(static steps => steps))
            Assert.All(step.Outputs, static output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    private static string Reasons(ImmutableArray<IncrementalGeneratorRunStep> steps) =>
        string.Concat(steps.SelectMany(static step => step.Outputs).Select(static output => output.Reason.ToString()[0]));
}
