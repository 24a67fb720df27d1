namespace QuantGen.LowBit;

/// <summary>What XNOR-Net's activations need besides their values.</summary>
/// <param name="Gradient">What takes the place of the gradient of the sign.</param>
/// <param name="Scale">By what signs are multiplied.</param>
/// <param name="Positions">How many axes behind that of the channels.</param>
internal sealed record ScaledSigns(GradientKind Gradient, FeatureScale Scale, int Positions);
