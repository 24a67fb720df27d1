namespace QuantGen.LowBit;

/// <summary>What XNOR-Net's weights need besides their values.</summary>
/// <param name="Groups">Which values share a mean magnitude.</param>
/// <param name="Gradient">What takes the place of the gradient of the sign.</param>
/// <param name="ScaleGradient">Whether the mean magnitude is differentiated, as in the paper.</param>
internal sealed record XnorWeight(ChannelGroups Groups, GradientKind Gradient, bool ScaleGradient);
