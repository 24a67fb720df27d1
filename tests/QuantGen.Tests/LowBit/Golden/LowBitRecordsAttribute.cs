using System.Reflection;
using Xunit.Sdk;

namespace QuantGen.Tests.LowBit;

/// <summary>Gives a theory the place of each record in the lists of a name; it is skipped where the folder has none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LowBitRecordsAttribute(string list) : DataAttribute
{
    /// <summary>The name of the lists.</summary>
    public string List { get; } = list;

    /// <summary>A field that records must have, or null.</summary>
    public string? Field { get; init; }

    private int Count => LowBitVectors.Lists(List).Count(record => Field is null || record.TryGetProperty(Field, out _));

    /// <inheritdoc/>
    public override string? Skip
    {
        get => base.Skip ?? (Count > 0 ? null : $"'{LowBitVectors.Folder}' has no records of '{List}'.");
        set => base.Skip = value;
    }

    /// <inheritdoc/>
    public override IEnumerable<object?[]> GetData(MethodInfo testMethod) =>
        Skip is null ? Enumerable.Range(0, Count).Select(static place => new object?[] { place }) : [[0]];
}
