using QuantGen.ModelReading.Infrastructure;

namespace QuantGen.ModelReading.Models;

/// <summary>What a symbolic forward takes and gives, as far as the call by lists needs to know.</summary>
/// <param name="Parameters">Its parameters, in order.</param>
/// <param name="Result">What it gives back.</param>
internal sealed record TraceSignature(EquatableArray<TraceParameter> Parameters, TraceShape Result)
{
    /// <summary>The first parameter that is no tensor and has no default, by name; null if there is none, so that a list of tensors is enough for a call.</summary>
    public string? Missing
    {
        get
        {
            foreach (var parameter in Parameters)
            {
                if (parameter is { Shape.Kind: TraceShapeKind.Other, IsOptional: false })
                    return parameter.Name;
            }

            return null;
        }
    }
}
