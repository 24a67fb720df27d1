namespace QuantGen.Quantizers.Kernels;

/// <summary>The activations that kernels know.</summary>
internal enum ActivationKind
{
    /// <summary>The identity: <see cref="NoActivation"/>.</summary>
    None,

    /// <summary><see cref="ReluActivation"/>.</summary>
    Relu,

    /// <summary><see cref="Relu6Activation"/>.</summary>
    Relu6,
}
