using System.Reflection;
using Xunit.Sdk;

namespace QuantGen.Testing.Golden;

/// <summary>Gives a <see cref="GoldenTheoryAttribute"/> one case for each vector of a kind.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GoldenDataAttribute(string kind) : DataAttribute
{
    /// <summary>The name of the file without its extension.</summary>
    public string Kind { get; } = kind;

    /// <summary>Keeps the vectors in which this field, for example <c>what</c>, has the text <see cref="Is"/>; null keeps all.</summary>
    public string? Where { get; init; }

    /// <summary>The text that the field <see cref="Where"/> must have.</summary>
    public string? Is { get; init; }

    /// <inheritdoc/>
    public override string? Skip
    {
        get => base.Skip ?? (Vectors().Any() ? null : $"'{GoldenVectors.PathOf(Kind)}' has no vector{(Where is null ? "" : $" whose {Where} is '{Is}'")}.");
        set => base.Skip = value;
    }

    /// <inheritdoc/>
    public override IEnumerable<object?[]> GetData(MethodInfo testMethod) =>
        Skip is null ? Vectors().Select(static vector => new object?[] { vector }) : [[null]];

    private IEnumerable<GoldenCase> Vectors() =>
        from id in GoldenVectors.Ids(Kind)
        let vector = GoldenVectors.Case(Kind, id)
        where Where is null || (vector.Has(Where) && vector[Where].ToString() == Is)
        select vector;
}
