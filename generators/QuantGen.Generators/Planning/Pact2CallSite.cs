using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>Takes the place of an activation that is called at several places, at one of the later ones, which have ranges of their own.</summary>
/// <param name="Name">The field.</param>
/// <param name="Guards">The conditions under which forward reaches it.</param>
/// <param name="Layer">The activation.</param>
/// <param name="Call">Which call it is, from 2.</param>
internal sealed record Pact2CallSite(string Name, EquatableArray<GuardModel> Guards, string Layer, int Call) : Pact2Quantizer(Name, Guards)
{
    /// <summary>Whether there may be no activation.</summary>
    public bool IsNullable { get; init; }
}
