namespace ModelZoo;

/// <summary>The sizes of a small Transformer encoder.</summary>
/// <param name="Features">Numbers of an element of the input.</param>
/// <param name="Length">The longest sequence.</param>
/// <param name="Classes">How many classes to tell apart.</param>
/// <param name="Width">Features inside the network.</param>
/// <param name="Heads">Heads of the attention.</param>
/// <param name="Hidden">Features between the layers of a perceptron.</param>
/// <param name="Depth">How many blocks.</param>
public sealed record EncoderOptions(
    long Features, long Length, long Classes, long Width = 64, long Heads = 4, long Hidden = 128, int Depth = 2);
