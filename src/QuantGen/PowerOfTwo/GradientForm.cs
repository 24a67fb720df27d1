namespace QuantGen.PowerOfTwo;

/// <summary>What the gradient of a power-of-two layer is in training. The value is that of the quantized layer in either form.</summary>
public enum GradientForm
{
    /// <summary>
    /// The gradient of the float layer, batch normalization in its own mode included, on the input that the quantized layer gets. (TI: ste.)
    /// </summary>
    StraightThrough,

    /// <summary>
    /// The gradient of the quantized layer, in which rounding counts as the identity and what is cut off as a constant, and the batch
    /// normalization has its running statistics. (TI: qte.)
    /// </summary>
    Quantized,
}
