using Xunit;

namespace QuantGen.Testing.Golden;

/// <summary>
/// A theory over golden vectors, skipped with that reason where the folder has none of their kind. Together with
/// <see cref="GoldenDataAttribute"/> the method receives a <see cref="GoldenCase"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GoldenTheoryAttribute : TheoryAttribute
{
    /// <summary>Skips the tests unless the vectors of this kind, for example <c>hist_calib</c>, are there.</summary>
    public GoldenTheoryAttribute(string kind)
    {
        Kind = kind;
        if (!GoldenVectors.Has(kind))
            Skip = $"'{GoldenVectors.PathOf(kind)}' is not there.";
    }

    /// <summary>The name of the file without its extension.</summary>
    public string Kind { get; }
}
