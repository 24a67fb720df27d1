using QuantGen.Quantizers;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <summary>
/// A layer that quantizes its input and its weight, and never its bias: the base of quantized convolutions and linear layers. Its keys
/// are the float layer's own, <c>weight</c> and <c>bias</c>, beside <c>_input_quantizer._amax</c> and <c>_weight_quantizer._amax</c>.
/// </summary>
/// <remarks>
/// While no gradients are recorded and the range of the weight is fixed, the quantized weight is kept from one call to the next, together with a
/// copy of what it was computed from, which every call compares: memory for two more copies of the weight. The next call with gradients
/// lets go of both.
/// </remarks>
public abstract class QuantWeightedLayer : QuantInputLayer
{
    // The field's name is the key of the quantizer in state_dict, the same as in pytorch-quantization.
    private readonly TensorQuantizer _weight_quantizer;

    // Not a module, so that the normalization keeps its place and keys in the model that owns it.
    private BatchNormFold? _fold;

    private protected QuantWeightedLayer(
        string name, Parameter weight, Parameter? bias, QuantDescriptor? input, QuantDescriptor weightDescriptor)
        : base(name, input)
    {
        _weight_quantizer = Quantizer(weightDescriptor);
        this.weight = Copies.Of(weight);
        this.bias = bias is null ? null : Copies.Of(bias);
    }

    /// <summary>The float weight, in the shape of the float layer's.</summary>
    [field: ComponentName(Name = nameof(weight))]
    public Parameter weight
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            Replace(nameof(weight), field, value);
            field = value;
        }
    }

    /// <summary>The bias, one number for each output channel, or null.</summary>
    [field: ComponentName(Name = nameof(bias))]
    public Parameter? bias
    {
        get;
        set
        {
            Replace(nameof(bias), field, value);
            field = value;
        }
    }

    /// <summary>Quantizes the weight, or the weight with the batch normalization merged into it.</summary>
    public TensorQuantizer WeightQuantizer => _weight_quantizer;

    /// <inheritdoc/>
    public override IEnumerable<QuantizedWeight> QuantizedWeights =>
    [
        _fold is { Merges: true } fold
            ? new QuantizedWeight(
                _weight_quantizer, [weight], OutputAxis, () => fold.MergedWeight(this), values => fold.SetMergedWeight(this, values))
            : new QuantizedWeight(_weight_quantizer, weight, OutputAxis),
    ];

    /// <summary>The batch normalization that is part of this layer, or null. Its owner holds it beside this layer.</summary>
    public nn.Module? FoldedBatchNorm => _fold?.Norm;

    /// <summary>Whether that batch normalization is merged into the weight that is quantized, or called after the layer.</summary>
    public bool MergesBatchNorm => _fold is { Merges: true };

    /// <summary>
    /// Whether in evaluation mode the bias, or what becomes of it when a batch normalization is merged into it, is rounded to what ONNX Runtime
    /// stores: 32-bit integers with the scale of the input times that of the weight. So the twin returns what its export does. Twins for
    /// <see cref="QuantizationTarget.OnnxRuntime"/> do.
    /// </summary>
    /// <remarks>
    /// The scale of a range is amax over its highest level. Nothing is rounded in training mode, without a fixed range on both sides, or with
    /// more than 8 bits, of which ONNX Runtime makes no integer product; the gradient is that of the float bias.
    /// </remarks>
    public bool RoundsBias { get; set; }

    /// <summary>What was taken over; null for nothing.</summary>
    internal BatchNormFold? Fold => _fold;

    /// <inheritdoc cref="BatchNormFold.KeepsMerged"/>
    internal bool KeepsMergedWeight
    {
        set => _fold?.KeepsMerged = value;
    }

    /// <summary>The number of output channels.</summary>
    private protected abstract long Outputs { get; }

    /// <summary>
    /// Takes the batch normalization that follows this layer into it: what is quantized is the weight with the normalization merged into
    /// it, as it will be deployed.
    /// </summary>
    /// <param name="batchNorm">A BatchNorm1d, 2d or 3d for the outputs of this layer. It stays with its owner, which must no longer
    /// call it.</param>
    /// <remarks>
    /// With s = gamma / sqrt(running_var + eps): while the normalization is in evaluation mode the layer computes
    /// conv(x, fq(w s)) + beta + (b - running_mean) s, differentiable in all its parameters; in training mode it computes
    /// conv(x, fq(w s) / s, b) and normalizes that with the statistics of the batch, which update the running statistics as in float
    /// training. There s is a constant to gradients, and 1 for channels whose scale is next to nothing. (R. Krishnamoorthi, Quantizing
    /// deep convolutional networks for efficient inference, 2018, section 3.2.2; the training form is that of ConvBn2d in
    /// torch.ao.nn.intrinsic.qat.) A normalization without running statistics is applied after the layer instead.
    /// </remarks>
    /// <exception cref="LayerConversionException">It is no batch normalization, is for another number of channels, or there is one
    /// already.</exception>
    public void FoldBatchNorm(nn.Module batchNorm) => Append(batchNorm, merge: true);

    /// <summary>Takes over a batch normalization, as <see cref="FoldBatchNorm"/>, or just to call it on the result.</summary>
    /// <param name="batchNorm">The batch normalization.</param>
    /// <param name="merge">Whether it is merged into the weight.</param>
    /// <param name="vectorize">Whether training normalizes by <see cref="VectorizedBatchNorm"/>.</param>
    internal void Append(nn.Module batchNorm, bool merge, bool vectorize = false)
    {
        ArgumentNullException.ThrowIfNull(batchNorm);
        if (batchNorm is not BatchNorm norm)
            throw new LayerConversionException($"{GetName()} can only take over a batch normalization, not a {batchNorm.GetType().Name}.");
        if (norm.num_features != Outputs)
            throw new LayerConversionException(
                $"{GetName()} has {Outputs} output channels, but the batch normalization that is to be merged into it " +
                $"{norm.num_features}.");
        if (_fold is not null)
            throw new LayerConversionException($"{GetName()} has taken over a batch normalization already.");

        _fold = new BatchNormFold(norm, merge, vectorize);
    }

    /// <summary>The axis of the weight that holds output channels.</summary>
    internal virtual int OutputAxis => 0;

    /// <summary>
    /// What the weight quantizer gets in evaluation: the weight, with the batch normalization merged into it if it is. The caller
    /// disposes it.
    /// </summary>
    internal Tensor QuantizedWeight()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        return (_fold is { Merges: true } fold ? fold.MergedWeight(this) : weight.detach()).MoveToOuterDisposeScope();
    }

    /// <summary>What is kept of the weight while the layer evaluates without gradients.</summary>
    internal WeightCache Weights { get; } = new();

    /// <summary>The quantized weight and the bias that goes with it, without a batch normalization merged into them.</summary>
    /// <param name="inputQuantizer">What quantized the input.</param>
    internal (Tensor Weight, Tensor? Bias) Own(TensorQuantizer inputQuantizer)
    {
        if (DeployedBias.Of(this, inputQuantizer, bias) is { } deployed)
            return Weights.Get(_weight_quantizer, deployed.Settings, [weight, .. deployed.Sources], () => (Quantized(), deployed.Round(bias!)));

        return (Weights.Get(_weight_quantizer, null, [weight], () => (Quantized(), null)).Weight, bias);

        Tensor Quantized() => _weight_quantizer.Pass(weight, isPrivate: true);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Weights.Dispose();

        base.Dispose(disposing);
    }

    /// <summary>Applies the layer with a given weight and bias.</summary>
    private protected abstract Tensor Compute(Tensor input, Tensor weight, Tensor? bias);

    /// <summary>One number for each output channel, in a shape that broadcasts to the weight.</summary>
    internal virtual Tensor Align(Tensor perOutput) => perOutput.reshape([-1, .. Enumerable.Repeat(1L, (int)weight.dim() - 1)]);

    /// <summary>Whether the channels that a batch normalization of this output would see are the output channels of the weight.</summary>
    /// <param name="rank">How many axes the input has.</param>
    internal virtual bool MergesInto(long rank) => true;

    /// <inheritdoc/>
    private protected sealed override Tensor Apply(Tensor input, TensorQuantizer inputQuantizer) =>
        Apply(input, inputQuantizer, (weight, bias) => Compute(input, weight, bias));

    /// <summary>Applies the layer, by a function of weight and bias, to an input that is quantized already.</summary>
    private protected Tensor Apply(Tensor input, TensorQuantizer inputQuantizer, Func<Tensor, Tensor?, Tensor> compute)
    {
        if (_fold is { } fold)
            return fold.Apply(this, input, inputQuantizer, compute);

        var (quantized, shift) = Own(inputQuantizer);
        return compute(quantized, shift);
    }

    private void Replace(string name, Parameter? current, Parameter? value)
    {
        if (ReferenceEquals(current, value))
            return;

        value?.DetachFromDisposeScope();
        current?.Dispose();
        ConditionallyRegisterParameter(name, value);
    }
}
