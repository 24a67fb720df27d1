namespace QuantGen;

/// <summary>
/// Asks for a quantized twin of a model class, or says how the twin is to be made of a part of it. On a class, which must be
/// <see langword="partial"/> and derive from <c>torch.nn.Module&lt;...&gt;</c>: the class gets a method <c>ToQuantized</c> that
/// returns the twin. On a field or property that holds a layer: overrides what the class says, for that layer. On the assembly:
/// the defaults of every annotated class in it.
/// </summary>
/// <remarks>
/// Only what is written overrides: a property left out keeps what the class, then the assembly, then the default says. Run-time
/// options, see <see cref="QuantizationOptions"/>, override all of them.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Assembly | AttributeTargets.Field | AttributeTargets.Property, Inherited = false)]
public sealed class QuantizeAttribute : Attribute
{
    /// <summary>Leaves the granularity of weights at what the class or the assembly says, or at the default.</summary>
    public QuantizeAttribute()
    {
    }

    /// <summary>Chooses the granularity of weights.</summary>
    /// <param name="weights">Whether each output channel of a weight has a range of its own.</param>
    public QuantizeAttribute(Granularity weights) => Weights = weights;

    /// <summary>
    /// Whether each output channel of a weight has a range of its own. The default is <see cref="Granularity.PerChannel"/>, for
    /// <see cref="QuantizationTarget.PowerOfTwo"/> <see cref="Granularity.PerTensor"/>. For <see cref="QuantizationTarget.LowBit"/> it says whether
    /// the quantizer of a weight has what it learns once for each output channel.
    /// </summary>
    public Granularity Weights { get; } = Granularity.PerChannel;

    /// <summary>
    /// The bit width of weights, 2 to 16. The default is 8; for <see cref="QuantizationTarget.LowBit"/>, which has 1 to 16, it is 2, or what the algorithm has.
    /// </summary>
    public int WeightBits { get; set; } = 8;

    /// <summary>The bit width of activations, with the same ranges and defaults as <see cref="WeightBits"/>.</summary>
    public int ActivationBits { get; set; } = 8;

    /// <summary>
    /// How weights are quantized for training at few bits. To name an algorithm, for weights or activations, is to ask for
    /// <see cref="QuantizationTarget.LowBit"/>; a side that is not named then stays in float. That target without algorithms is
    /// <see cref="LowBitAlgorithm.Lsq"/> for both.
    /// </summary>
    public LowBitAlgorithm WeightAlgorithm { get; set; }

    /// <summary>How the inputs of layers are quantized for training at few bits; see <see cref="WeightAlgorithm"/>.</summary>
    public LowBitAlgorithm ActivationAlgorithm { get; set; }

    /// <summary>
    /// The number of levels of weights, 2 to 65536, for counts that are no power of two, as 3 for ternary weights; for
    /// <see cref="QuantizationTarget.LowBit"/>. Of this and <see cref="WeightBits"/> the nearer one counts, and at one place this. 0: what the bits say.
    /// </summary>
    public int WeightLevels { get; set; }

    /// <summary>The number of levels of activations, as <see cref="WeightLevels"/> has it for weights.</summary>
    public int ActivationLevels { get; set; }

    /// <summary>The runtime that decides where quantizers are placed. The default is <see cref="QuantizationTarget.TensorRT"/>.</summary>
    public QuantizationTarget Target { get; set; } = QuantizationTarget.TensorRT;

    /// <summary>
    /// Whether a batch normalization that directly follows a convolution is merged into the weight that is quantized. The default
    /// is <see langword="true"/>.
    /// </summary>
    public bool FoldBatchNorm { get; set; } = true;

    /// <summary>
    /// Whether the inputs of average pools are quantized. The default is <see langword="false"/>;
    /// <see cref="QuantizationTarget.OnnxRuntime"/> quantizes them in any case.
    /// </summary>
    public bool QuantizePools { get; set; }

    /// <summary>
    /// Whether a ReLU or ReLU6 whose result only one quantized layer reads is computed in one pass with that layer's quantizer, and a
    /// skip connection's quantizer in one pass with the sum and the activation behind it. Faster, of the same values and gradients; such a
    /// pass overwrites the tensor that it reads. For <see cref="QuantizationTarget.TensorRT"/>; on a field it has no effect. The default
    /// is <see langword="false"/>.
    /// </summary>
    public bool Fuse { get; set; }

    /// <summary>
    /// How the bias of a layer is quantized for <see cref="QuantizationTarget.PowerOfTwo"/>; the other targets leave it in float. Not written,
    /// it is <see cref="BiasMode.Saturate16"/> where the weight has one scale, and <see cref="BiasMode.Int32"/> where each channel has one:
    /// <see cref="BiasMode.Saturate16"/> together with <see cref="Granularity.PerChannel"/> is an error.
    /// </summary>
    public BiasMode BiasMode { get; set; } = BiasMode.Saturate16;

    /// <summary>
    /// The name of a static field or property of type <c>QuantDescriptor</c> that describes the quantizers of activations, as
    /// <c>nameof(Coarse)</c> for one of the class's own and <c>"Descriptors.Coarse"</c> for another class's. It stands in place of
    /// <see cref="ActivationBits"/>; of the two the nearer one counts, and at one place the descriptor. <see cref="QuantizationTarget.PowerOfTwo"/> has quantizers of
    /// another kind, which bits describe, and <c>PowerOfTwoOptions</c> when the twin is made. Null: none.
    /// </summary>
    public string? InputDescriptor { get; set; }

    /// <summary>
    /// The name of a static field or property of type <c>QuantDescriptor</c> that describes the quantizers of weights; see
    /// <see cref="InputDescriptor"/>. It stands in place of <see cref="WeightBits"/> and <see cref="Weights"/>. Null: none.
    /// </summary>
    public string? WeightDescriptor { get; set; }
}
