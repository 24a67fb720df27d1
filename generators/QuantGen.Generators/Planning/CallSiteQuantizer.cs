namespace QuantGen.Generators.Planning;

/// <summary>Quantizes the input of a layer that is called at several places, at one of the later ones, which have ranges of their own.</summary>
/// <param name="Name">The field.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Call">Which call it is, from 2.</param>
internal sealed record CallSiteQuantizer(string Name, string Layer, int Call) : QuantizerPlan(Name);
