namespace QuantGen.LowBit;

/// <summary>Which tensor of a layer a quantizer stands at.</summary>
public enum LowBitRole
{
    /// <summary>The weight, with output channels along its first axis.</summary>
    Weight,

    /// <summary>What the layer takes.</summary>
    Activation,

    /// <summary>What the layer returns.</summary>
    Output,
}
