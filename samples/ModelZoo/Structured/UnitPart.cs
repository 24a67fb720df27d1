namespace ModelZoo;

/// <summary>What a convolution has around it.</summary>
internal enum UnitPart
{
    Convolution,
    Norm,
    Activation,
}
