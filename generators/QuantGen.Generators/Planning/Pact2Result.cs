using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>Clips the result of an operation that no activation follows.</summary>
/// <param name="Name">The field.</param>
/// <param name="Guards">The conditions under which forward reaches it.</param>
/// <param name="Whole">The operation as written.</param>
/// <param name="Layer">The layer that computes it; null for an operation that is no layer.</param>
internal sealed record Pact2Result(string Name, EquatableArray<GuardModel> Guards, string Whole, string? Layer) : Pact2Quantizer(Name, Guards)
{
    /// <summary>Whether nobody reads the result but the model's caller, who may have an activation for it.</summary>
    public bool IsReturned { get; init; }

    /// <summary>The only reader, a layer that may turn out to be an activation when the twin is made; null for none.</summary>
    public string? Reader { get; init; }

    /// <inheritdoc />
    public override bool IsOptional => IsReturned || Reader is not null;
}
