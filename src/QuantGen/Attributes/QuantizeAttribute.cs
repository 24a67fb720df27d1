namespace QuantGen;

/// <summary>
/// Asks for a quantized twin of a model class. The class must be <see langword="partial"/> and derive from
/// <c>torch.nn.Module&lt;...&gt;</c>; it gets a method <c>ToQuantized</c> that returns the twin.
/// </summary>
/// <param name="weights">Whether each output channel of a weight has a range of its own.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class QuantizeAttribute(Granularity weights = Granularity.PerChannel) : Attribute
{
    /// <summary>Whether each output channel of a weight has a range of its own.</summary>
    public Granularity Weights { get; } = weights;

    /// <summary>The bit width of weights, 2 to 16. The default is 8.</summary>
    public int WeightBits { get; set; } = 8;

    /// <summary>The bit width of activations, 2 to 16. The default is 8.</summary>
    public int ActivationBits { get; set; } = 8;

    /// <summary>The runtime that decides where quantizers are placed.</summary>
    public QuantizationTarget Target { get; set; } = QuantizationTarget.TensorRT;

    /// <summary>
    /// Whether a batch normalization that directly follows a convolution is merged into the weight that is quantized. The default
    /// is <see langword="true"/>.
    /// </summary>
    public bool FoldBatchNorm { get; set; } = true;

    /// <summary>Whether the inputs of average pools are quantized. The default is <see langword="false"/>.</summary>
    public bool QuantizePools { get; set; }
}
