namespace QuantGen.LowBit;

/// <summary>By what the signs of activations are multiplied (XNOR-Net, section 3.2). The factor takes no part in the gradient.</summary>
public enum FeatureScale
{
    /// <summary>By nothing: the result is -1 and 1.</summary>
    None,

    /// <summary>By the mean magnitude over the channels, at each position.</summary>
    Channel,

    /// <summary>By the mean magnitude over the positions, of each channel.</summary>
    Resolution,
}
