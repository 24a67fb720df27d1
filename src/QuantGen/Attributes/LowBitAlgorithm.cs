namespace QuantGen;

/// <summary>How one side of a layer, its weight or its input, is quantized while it trains at few bits. The two sides combine freely.</summary>
public enum LowBitAlgorithm
{
    /// <summary>The side stays in float.</summary>
    None,

    /// <summary>
    /// Weights by tanh, scaled into [-1, 1]; activations clipped to [0, 1]. (S. Zhou and others, DoReFa-Net, 2016.)
    /// </summary>
    DoReFa,

    /// <summary>
    /// Activations clipped to a learned bound; weights as by <see cref="DoReFa"/>. (J. Choi and others, PACT, 2018.)
    /// </summary>
    Pact,

    /// <summary>The range is learned by the gradient of the rounding error: the end of the range is the parameter, and levels lie symmetrically.</summary>
    Lsq,

    /// <summary>The same with the step as the parameter and integers from -2^(b-1) on, as the paper has it. (S. Esser and others, LSQ, 2020.)</summary>
    LsqStep,

    /// <summary>A learned step and, for activations, a learned offset. (Y. Bhalgat and others, LSQ+, 2020.)</summary>
    LsqPlus,

    /// <summary>Levels are sums of a basis that follows from the data by least squares. (D. Zhang and others, LQ-Nets, 2018.)</summary>
    LqNets,

    /// <summary>Two to four levels of learned thresholds. (P. Chen and others, FATNN, 2021.)</summary>
    Fatnn,

    /// <summary>
    /// Signs, and the mean magnitude as scale. Inputs must have both signs: behind a ReLU every sign is 1, and the layers learn nothing.
    /// (M. Rastegari and others, XNOR-Net, 2016.)
    /// </summary>
    Xnor,

    /// <summary>
    /// Signs, and a learned scale of each output channel, the first of the forms that the paper compares: its scales over height and width of
    /// the output are not there, because a layer does not know that size. (A. Bulat and G. Tzimiropoulos, XNOR-Net++, 2019.)
    /// </summary>
    XnorPlusPlus,

    /// <summary>Three levels with a learned scale on each side of zero, for weights. (C. Zhu and others, Trained ternary quantization, 2017.)</summary>
    TrainedTernary,
}
