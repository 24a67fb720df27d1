namespace QuantGen;

/// <summary>How many ranges a weight has.</summary>
public enum Granularity
{
    /// <summary>One range for the whole weight.</summary>
    PerTensor,

    /// <summary>One range for each output channel: axis 0 of convolutions and linear layers, axis 1 of transposed convolutions.</summary>
    PerChannel,

    /// <summary>
    /// One range for each output channel of a depthwise convolution, which has as many groups as input channels and more than one; one range
    /// for the whole weight of every other layer.
    /// </summary>
    Depthwise,
}
