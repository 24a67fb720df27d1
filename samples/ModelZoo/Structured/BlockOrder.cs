namespace ModelZoo;

/// <summary>
/// In which order a block convolves, normalizes, activates and adds its skip connection. Where low-bit networks differ most: what stands
/// before a convolution decides what its quantizer sees.
/// </summary>
public enum BlockOrder
{
    /// <summary>Convolution, norm, sum, activation, often written cbsa: torchvision's ResNets (He et al. 2016, "Deep Residual Learning").</summary>
    ConvNormSkipActivation,

    /// <summary>Convolution, norm, activation, sum, cbas: the sum passes on what is negative too.</summary>
    ConvNormActivationSkip,

    /// <summary>Convolution, activation, norm, sum, cabs: Group-Net (Zhuang et al. 2019).</summary>
    ConvActivationNormSkip,

    /// <summary>Norm, activation, convolution, sum, bacs: pre-activation (He et al. 2016, "Identity Mappings in Deep Residual Networks").</summary>
    NormActivationConvSkip,

    /// <summary>Norm, convolution, activation, sum, bcas: XNOR-Net's (Rastegari et al. 2016), whose input is centred before its signs are taken.</summary>
    NormConvActivationSkip,
}
