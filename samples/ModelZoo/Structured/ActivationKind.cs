namespace ModelZoo;

/// <summary>The activation of a network.</summary>
public enum ActivationKind
{
    /// <summary>max(x, 0).</summary>
    ReLU,

    /// <summary>Cut off at 6 as well.</summary>
    ReLU6,

    /// <summary>A learned slope below zero, one for each channel, 0.25 at first (He et al. 2015).</summary>
    PReLU,

    /// <summary>A slope of 0.01 below zero.</summary>
    LeakyReLU,

    /// <summary>None: in binary networks the quantizer is what is not linear, and signs are lost behind a ReLU (Liu et al. 2018).</summary>
    None,
}
