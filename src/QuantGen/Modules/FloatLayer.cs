namespace QuantGen.Modules;

/// <summary>A layer of a twin that computes in floating point.</summary>
/// <param name="Name">Its path in the twin.</param>
/// <param name="Type">The name of its type.</param>
/// <param name="HasWeights">Whether it has parameters of its own.</param>
public sealed record FloatLayer(string Name, string Type, bool HasWeights)
{
    /// <summary>The path and, in parentheses, the type.</summary>
    public override string ToString() => $"{Name} ({Type})";
}
