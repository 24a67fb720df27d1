namespace ModelZoo;

/// <summary>The sizes of a vision Transformer; those not given are ViT-B/16's.</summary>
/// <param name="ImageSize">Height and width of a picture.</param>
/// <param name="Classes">How many classes to tell apart.</param>
/// <param name="PatchSize">Height and width of the squares that a picture is cut into.</param>
/// <param name="Width">Features of a square.</param>
/// <param name="Heads">Heads of the attention.</param>
/// <param name="Hidden">Features between the layers of a perceptron.</param>
/// <param name="Depth">How many blocks.</param>
/// <param name="Dropout">Share of features that training drops.</param>
public sealed record VisionTransformerOptions(
    long ImageSize = 224, long Classes = 1000, long PatchSize = 16, long Width = 768, long Heads = 12, long Hidden = 3072, int Depth = 12,
    double Dropout = 0);
