using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>
/// Quantizes one tensor of a layer to few levels while it trains. What is learned are parameters, what is measured are buffers; both are in the
/// state dictionary, with <c>_steps</c>, the number of training batches so far, so that training resumes where it was.
/// </summary>
/// <remarks>
/// A call normalizes, quantizes, undoes the normalization if asked to, and multiplies by the learned scale. During warm-up it measures and
/// hands on what it would have quantized. Evaluation changes nothing. Tensors of 16-bit numbers are quantized in float32.
/// </remarks>
public abstract partial class LowBitQuantizer : nn.Module<Tensor, Tensor>
{
    private protected LowBitQuantizer(LowBitSide side, LowBitRole role, long[] shape)
        : base(nameof(LowBitQuantizer))
    {
        (Side, Role, Shape) = (side, role, [.. shape]);
        Levels = side.Levels;
        ChannelGroups = GroupRules.Of(side, role, shape);
        NormalizationGroups = side.NormalizeWholeTensor ? new ChannelGroups(role, shape, 1) : ChannelGroups;
        GroupRules.CheckDeviation(side, role, shape, NormalizationGroups.Count);
        RegisterState();
    }

    /// <summary>How it was made.</summary>
    public LowBitSide Side { get; private set; }

    /// <summary>Which tensor of its layer it stands at.</summary>
    public LowBitRole Role { get; }

    /// <summary>How many ranges there are, each of a run of consecutive channels.</summary>
    public long Groups => ChannelGroups.Count;

    /// <summary>The quantizer's path in the model, for messages. See <see cref="QuantizerExtensions.NameQuantizers"/>.</summary>
    public string FullName { get; set; } = nameof(LowBitQuantizer);

    /// <summary>
    /// How many levels there are. Setting it keeps the step: a learned clip is multiplied by (new - 1) / (old - 1).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not in 2..65536.</exception>
    /// <exception cref="QuantizationException">The algorithm cannot change it, or not to this number.</exception>
    public int Levels
    {
        get;
        set
        {
            var levels = LowBitSide.CheckedLevels(value, nameof(value));
            if (field != 0 && field != levels)
            {
                using var scope = NewDisposeScope();
                using var noGradient = no_grad();
                ChangeLevels(field, levels);
            }

            field = levels;
        }
    }

    /// <summary>Whether tensors are quantized. Otherwise they pass as they are, and nothing is measured or counted.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>
    /// What share of the float values is in the result, 0 to 1: share * x + (1 - share) * y. Falling from 1 to 0 over the epochs it leads a float
    /// model to its quantized form.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not in 0..1.</exception>
    public double FloatShare
    {
        get;
        set => field = value is >= 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A share is a number from 0 to 1.");
    }

    /// <summary>The term for the loss from the last call in training mode, if <see cref="LowBitSide.Loss"/> asks for one; else null.</summary>
    public Tensor? QuantizationLoss { get; private set; }

    /// <summary>
    /// Whether only one operator reads the result, and makes a fresh gradient for it, as convolutions and linear layers do. The gradient may then
    /// be changed where it stands. A layer sets it whose result of this goes nowhere else.
    /// </summary>
    internal bool IsPrivate { get; set; }

    /// <summary>The declared shape: a weight's own, or (1, C, 1, ...).</summary>
    internal long[] Shape { get; }

    /// <summary>Which values share what is learned.</summary>
    private protected ChannelGroups ChannelGroups { get; }

    /// <summary>Which values share statistics of the normalization.</summary>
    private protected ChannelGroups NormalizationGroups { get; }

    /// <summary>Whether the result of <see cref="Quantize"/> itself is what a single operator reads.</summary>
    private protected bool ResultIsPrivate => IsPrivate && !Restores && LearnedScale is null && FloatShare == 0 && Side.Loss == LowBitLoss.None;

    /// <summary>Whether levels go from 0 on.</summary>
    private protected bool IsHalfRange => HalfRangeOf(Side, Role);

    /// <summary>What is added to deviations and means that values are divided by.</summary>
    private protected virtual double NormalizationEpsilon => 0;

    /// <summary>Whether the normalization is undone.</summary>
    private protected virtual bool Restores => Side.RestoreNormalization;

    /// <summary>Quantizes a tensor, or does what the switches say instead.</summary>
    /// <param name="input">A tensor of floating-point numbers: the weight, or an activation with its channels where the layer has them.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="UncalibratedQuantizerException">Its range is found from training batches, and there was none.</exception>
    /// <exception cref="QuantizationException">The shape is not that which the quantizer was made for.</exception>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        QuantizationLoss = null;
        if (!Enabled || input.numel() == 0)
            return input.alias();

        ThrowIfNoFit(input);
        using var scope = NewDisposeScope();
        var values = input.dtype is ScalarType.Float16 or ScalarType.BFloat16 ? input.to(ScalarType.Float32) : input;
        var result = Pass(values);
        return (ReferenceEquals(values, input) ? result : result.to(input.dtype)).MoveToOuterDisposeScope();
    }

    /// <summary>The integers that a call in evaluation mode ends in.</summary>
    /// <param name="input">What the call would be given.</param>
    /// <returns>New tensors, which stand for what the call would return, up to float rounding.</returns>
    /// <exception cref="QuantizationException">
    /// It is switched off, returns a mixture with float values, has no range, or was made for another shape.
    /// </exception>
    public IntegerForm ToIntegers(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (!Enabled || FloatShare > 0)
            throw new QuantizationException(
                $"Quantizer '{FullName}' returns float values, which have no integers: set Enabled to true and FloatShare to 0.");

        ThrowIfNoFit(input);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var normalized = Normalize(input.to(ScalarType.Float32));
        StartIfNeeded(normalized.Values);
        var form = Integers(normalized.Values);
        if (Restores)
            form = form.Then(normalized.Scale, normalized.Shift);
        if (LearnedScale is { } scale)
            form = form.Then(ChannelGroups.Spread(scale, input), null);

        return form.MoveToOuterDisposeScope();
    }

    /// <summary>Whether the levels of a side go from 0 on.</summary>
    internal static bool HalfRangeOf(LowBitSide side, LowBitRole role) => side.HalfRange ?? role == LowBitRole.Activation;

    /// <summary>Quantizes normalized values. Differentiable; runs within a dispose scope, and in training mode after <see cref="Measure"/>.</summary>
    private protected abstract Tensor Quantize(Tensor values);

    /// <summary>The integers of normalized values, as in evaluation. Runs within a dispose scope, without recording.</summary>
    private protected abstract IntegerForm Integers(Tensor values);

    /// <summary>Makes what is learned fit another number of levels. Runs without recording, before <see cref="Levels"/> changes.</summary>
    /// <exception cref="QuantizationException">The algorithm cannot do that.</exception>
    private protected virtual void ChangeLevels(int from, int to) =>
        throw new QuantizationException($"Quantizer '{FullName}': the number of levels of {Side.Algorithm} cannot change once it is made.");

    private Tensor Pass(Tensor input)
    {
        var normalized = Normalize(input);
        var isWarmUp = IsWarmUp(normalized.Values);
        var values = isWarmUp ? normalized.Values : Mixed(normalized.Values, Quantize(normalized.Values));
        var restored = Restores ? normalized.Restore(values) : values;
        if (isWarmUp || LearnedScale is not { } scale)
            return ReferenceEquals(restored, input) ? input.alias() : restored;

        return restored * ChannelGroups.Spread(scale, restored);
    }

    private Tensor Mixed(Tensor values, Tensor quantized)
    {
        if (training && Side.Loss != LowBitLoss.None)
            QuantizationLoss = LossTerm.Of(values, quantized, Side).MoveToOuterDisposeScope();

        return FloatShare == 0 ? quantized : (values * FloatShare) + (quantized * (1 - FloatShare));
    }

    private Normalized Normalize(Tensor input)
    {
        if (Side.Normalization == LowBitNormalization.None)
            return new Normalized(input, null, null);

        return Role == LowBitRole.Weight
            ? Normalized.Weight(input, Side.Normalization, NormalizationGroups, NormalizationEpsilon)
            : Normalized.Activation(input, Side.Normalization, NormalizationEpsilon);
    }

    private void ThrowIfNoFit(Tensor input)
    {
        if (!GroupRules.Fits(input.shape, Shape, Role))
            throw new QuantizationException(
                $"Quantizer '{FullName}' was made for the shape [{string.Join(", ", Shape)}] and cannot quantize one of [{string.Join(", ", input.shape)}].");
    }
}
