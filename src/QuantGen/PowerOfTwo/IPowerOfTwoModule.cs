namespace QuantGen.PowerOfTwo;

/// <summary>
/// A part of a twin whose target is <see cref="QuantizationTarget.PowerOfTwo"/>, as its neighbours see it. A layer that rounds its bias to what the
/// device accumulates must know the scale of its input; this is how it learns it. Layers, quantizers, containers and generated twins implement it.
/// </summary>
public interface IPowerOfTwoModule
{
    /// <summary>Tells the part what quantizes the values that it receives; null where nothing does, or not always the same.</summary>
    Pact2? InputRange { set; }

    /// <summary>What quantizes the values that the part returns; null where nothing does, or not always the same.</summary>
    Pact2? OutputRange { get; }
}
