namespace QuantGen.Generators;

/// <summary>Names of the generator's steps, by which tests and benchmarks look at what was computed again.</summary>
public static class TrackingNames
{
    /// <summary>The models of the annotated classes; null for one that gets nothing.</summary>
    public const string Models = nameof(Models);
}
