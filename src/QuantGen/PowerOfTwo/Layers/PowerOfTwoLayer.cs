using QuantGen.Modules;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>
/// A layer that computes with a weight and a bias of power-of-two scales, as TI's fixed-point devices do: the base of convolutions and linear
/// layers. Its keys are the float layer's own, <c>weight</c> and <c>bias</c>. What it takes and returns is quantized by the <see cref="Pact2"/>s
/// around it.
/// </summary>
/// <remarks>
/// <para>What is quantized is the weight with the batch normalization behind it merged into it, by its running statistics, at every call.
/// With b bits, c = 2^ceil(log2 max|w|) and s = 2^(b-1) / c, w becomes clamp(round(w s), -2^(b-1), 2^(b-1) - 1) / s, ties away from zero. With
/// a range for each channel a scale is at most 256 times that of the whole weight.</para>
/// <para>While gradients are recorded, two branches run: the float layer with its normalization in its own mode, and after it the quantized one. The
/// value is that of the quantized branch, the gradient that of the float one (<see cref="GradientForm"/>). A normalization in training mode
/// sees its batch in the float branch also where no gradient is recorded.</para>
/// <para>While no gradients are recorded, quantized weight and bias are kept from one call to the next, together with a copy of what they were
/// computed from, which every call compares.</para>
/// </remarks>
public abstract partial class PowerOfTwoLayer : nn.Module<Tensor, Tensor>, IPowerOfTwoModule
{
    private readonly PowerOfTwoOptions _options;

    // Not a module, so that the normalization keeps its place and keys in the model that owns it.
    private MergedBatchNorm? _norm;

    // Not a field of a module's type either, which would be registered.
    private RangeReference _input;
    private RangeReference _output;

    private protected PowerOfTwoLayer(
        string name, Parameter weight, Parameter? bias, WeightLayout layout, PowerOfTwoOptions? options, int weightBits)
        : base(name)
    {
        _options = options ?? PowerOfTwoOptions.Default;
        Layout = layout;
        WeightBits = weightBits;
        Granularity = _options.Weights ?? Granularity.PerTensor;
        BiasMode = _options.Bias ?? (HasChannelScales ? BiasMode.Int32 : BiasMode.Saturate16);
        if (BiasMode == BiasMode.Saturate16 && HasChannelScales)
            throw new QuantizationException(SaturationConflict(name));

        FullName = name;
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

    /// <summary>The layer's path in the model, for messages. See <see cref="QuantizerExtensions.NameQuantizers"/>.</summary>
    public string FullName { get; set; }

    /// <summary>
    /// Whether weight and bias are quantized. Otherwise the layer is the float layer, with the batch normalization that it took over, bit for
    /// bit.
    /// </summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The bit width of the weight, 1 to 16; that of the bias, too.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not in 1..16.</exception>
    public int WeightBits
    {
        get;
        set => field = Pact2Options.Checked(value, nameof(value));
    }

    /// <summary>Which weights have one range for each output channel.</summary>
    public Granularity Granularity { get; }

    /// <summary>Whether this layer's weight has one range for each output channel.</summary>
    public bool HasChannelScales => Granularity switch
    {
        Granularity.PerChannel => true,
        Granularity.Depthwise => Layout.IsDepthwise,
        _ => false,
    };

    /// <summary>What happens to the bias.</summary>
    public BiasMode BiasMode { get; }

    /// <summary>What the gradient of the layer is.</summary>
    public GradientForm Gradient => _options.Gradient;

    /// <summary>The batch normalization that is part of this layer, or null. Its owner holds it beside this layer.</summary>
    public nn.Module? FoldedBatchNorm => _norm?.Norm;

    /// <summary>Whether that batch normalization is merged into the weight that is quantized, or called after the layer.</summary>
    public bool MergesBatchNorm => _norm is { Merges: true };

    /// <summary>
    /// What quantizes the input, whose scale the bias depends on in <see cref="BiasMode.Saturate16"/> and
    /// <see cref="BiasMode.ReduceWeightScale"/>; null where the input is not quantized, and the bias keeps its own grid. It belongs to
    /// the model, not to this layer.
    /// </summary>
    public Pact2? InputRange
    {
        get => _input.Range;
        set => _input = new RangeReference(value);
    }

    /// <summary>
    /// What quantizes the result within the layer; null where that is left to what follows. A layer brings a quantizer where the text of the
    /// model has no place for one, as in a ModuleList; it is the child <c>quantizer</c>.
    /// </summary>
    public Pact2? OutputRange => _output.Range;

    /// <summary>Sees what the layer computes; null for nobody.</summary>
    internal IOutputObserver? Observer { get; set; }

    /// <summary>Where the output channels lie in the weight.</summary>
    internal WeightLayout Layout { get; }

    /// <summary>What the layer was made with.</summary>
    internal PowerOfTwoOptions Options => _options;

    /// <summary>Whether the channels that a batch normalization of this output would see are the output channels of the weight.</summary>
    /// <param name="rank">How many axes the input has.</param>
    internal virtual bool MergesInto(long rank) => true;

    /// <summary>Applies the layer with a given weight and bias.</summary>
    private protected abstract Tensor Compute(Tensor input, Tensor weight, Tensor? bias);

    /// <summary>Applies the layer.</summary>
    /// <param name="input">What the float layer takes, quantized already.</param>
    /// <returns>What the float layer returns, with quantized weight and bias.</returns>
    /// <exception cref="QuantizationException">The weight or the bias holds NaN or infinity.</exception>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var scope = NewDisposeScope();
        return Run(input, (weight, bias) => Compute(input, weight, bias)).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Takes the batch normalization that follows this layer into it: what is quantized is the weight with the normalization merged into
    /// it, as it will be deployed. TI's merge on the fly.
    /// </summary>
    /// <param name="batchNorm">A BatchNorm1d, 2d or 3d for the outputs of this layer. It stays with its owner, which must no longer
    /// call it. One without running statistics is called after the layer.</param>
    /// <exception cref="LayerConversionException">It is no batch normalization, is for another number of channels, or there is one
    /// already.</exception>
    public void FoldBatchNorm(nn.Module batchNorm) => Append(batchNorm, merge: true);

    /// <summary>Takes over a batch normalization, as <see cref="FoldBatchNorm"/>, or just to call it on the result.</summary>
    internal void Append(nn.Module batchNorm, bool merge, bool vectorize = false)
    {
        ArgumentNullException.ThrowIfNull(batchNorm);
        if (batchNorm is not BatchNorm norm)
            throw new LayerConversionException($"{GetName()} can only take over a batch normalization, not a {batchNorm.GetType().Name}.");
        if (norm.num_features != Layout.Outputs)
            throw new LayerConversionException(
                $"{GetName()} has {Layout.Outputs} output channels, but the batch normalization that is to be merged into it {norm.num_features}.");
        if (_norm is not null)
            throw new LayerConversionException($"{GetName()} has taken over a batch normalization already.");

        _norm = new MergedBatchNorm(norm, merge, vectorize);
    }

    /// <summary>Quantizes the result, from now on.</summary>
    internal void QuantizeResult(Pact2 quantizer)
    {
        register_module(nameof(quantizer), quantizer);
        _output = new RangeReference(quantizer);
    }

    /// <summary>Why a layer cannot be made.</summary>
    internal static string SaturationConflict(string layer) =>
        $"{layer} has a range for each channel of its weight, but {nameof(BiasMode.Saturate16)} needs one scale for all: choose " +
        $"{nameof(BiasMode.Int32)} or {nameof(BiasMode.ReduceWeightScale)} for biases, or one range for the weight.";

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _cache.Dispose();

        base.Dispose(disposing);
    }

    /// <summary>Ends a constructor: registers what the layer holds, and takes over the training mode of the float layer.</summary>
    private protected void Complete(nn.Module layer)
    {
        RegisterComponents();
        train(layer.training);
    }

    private void Replace(string name, Parameter? current, Parameter? value)
    {
        if (ReferenceEquals(current, value))
            return;

        value?.DetachFromDisposeScope();
        current?.Dispose();
        ConditionallyRegisterParameter(name, value);
    }

    private readonly record struct RangeReference(Pact2? Range);
}
