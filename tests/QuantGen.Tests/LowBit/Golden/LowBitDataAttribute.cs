using System.Reflection;
using Xunit.Sdk;

namespace QuantGen.Tests.LowBit;

/// <summary>Gives a theory one <see cref="LowBitCase"/> for each vector of an algorithm; it is skipped where the folder has none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LowBitDataAttribute(string algorithm) : DataAttribute
{
    /// <summary>What the field <c>algorithm</c> of the vectors says.</summary>
    public string Algorithm { get; } = algorithm;

    /// <inheritdoc/>
    public override string? Skip
    {
        get => base.Skip ?? (LowBitVectors.Cases(Algorithm).Any() ? null : $"'{LowBitVectors.Folder}' has no vectors of '{Algorithm}'.");
        set => base.Skip = value;
    }

    /// <inheritdoc/>
    public override IEnumerable<object?[]> GetData(MethodInfo testMethod) =>
        Skip is null ? LowBitVectors.Cases(Algorithm).Select(static vector => new object?[] { vector }) : [[null]];
}
