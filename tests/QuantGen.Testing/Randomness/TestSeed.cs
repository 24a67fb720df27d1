using System.Globalization;

namespace QuantGen.Testing.Randomness;

/// <summary>
/// What random data of tests is drawn from: the same in every run, so that a build fails for what changed and not for what was drawn.
/// Other data is a matter of two environment variables.
/// </summary>
public static class TestSeed
{
    /// <summary>The environment variable that sets another seed: a number from 0, or <c>random</c>.</summary>
    public const string Variable = "QUANTGEN_PROPERTY_SEED";

    /// <summary>The environment variable that gives each property so many seeds, one after the other.</summary>
    public const string RunsVariable = "QUANTGEN_PROPERTY_RUNS";

    private const int Default = 1;

    private static readonly string? Setting = Environment.GetEnvironmentVariable(Variable);

    /// <summary>
    /// The seed of tests whose failures do not name it: the number that was set, else always the same. It follows no <c>random</c>,
    /// since nobody could tell afterwards what was drawn.
    /// </summary>
    public static int Fixed { get; } = Setting is null or "random" ? Default : Number(Variable, Setting, least: 0);

    /// <summary>The seeds of a property. Its failure names the one.</summary>
    public static IReadOnlyList<int> OfProperties { get; } =
    [
        .. Enumerable.Range(
            Setting == "random" ? Random.Shared.Next(int.MaxValue / 2) : Fixed,
            Environment.GetEnvironmentVariable(RunsVariable) is { } runs ? Number(RunsVariable, runs, least: 1) : 1),
    ];

    private static int Number(string variable, string text, int least) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least
            ? number
            : throw new InvalidOperationException(FormattableString.Invariant(
                $"The environment variable {variable} is '{text}'; set a whole number from {least}{(variable == Variable ? " or random" : "")}."));
}
