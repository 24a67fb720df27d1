namespace QuantGen.Reporting;

/// <summary>What kind of tensor a quantizer quantizes.</summary>
public enum QuantizerRole
{
    /// <summary>The weight of a layer.</summary>
    Weight,

    /// <summary>The input of a layer.</summary>
    Input,

    /// <summary>The skip operand of a residual add.</summary>
    Residual,

    /// <summary>The result of the model.</summary>
    Output,

    /// <summary>Another operand or result of an operation: of a product, a concatenation, a pool.</summary>
    Operand,

    /// <summary>An activation, or another result, that is quantized where it is made, as power-of-two twins do.</summary>
    Activation,
}
