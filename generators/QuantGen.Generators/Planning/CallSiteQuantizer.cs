using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>Quantizes the input of a layer that is called at several places, at one of the later ones, which have ranges of their own.</summary>
/// <param name="Name">The field.</param>
/// <param name="Guards">The conditions under which forward reaches it.</param>
/// <param name="IsUnsigned">Whether what it quantizes is never negative.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Call">Which call it is, from 2.</param>
internal sealed record CallSiteQuantizer(string Name, EquatableArray<GuardModel> Guards, bool IsUnsigned, string Layer, int Call)
    : QuantizerPlan(Name, Guards, IsUnsigned);
