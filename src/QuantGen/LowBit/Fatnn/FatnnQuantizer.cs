using System.Globalization;
using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>
/// FATNN's levels of learned thresholds: activations 0, 1, ... of two to four levels, or -1, 0 and 1; weights -1, 0 and 1. The result is the
/// integers themselves: the scale is left to the batch normalization behind the layer, or found in closed form.
/// </summary>
/// <remarks>
/// <para>Chen, Zhuang and Shen, FATNN: Fast and Accurate Ternary Neural Networks, ICCV 2021, and what its program extends to two bits of
/// activations. The formulas are at <see cref="FatnnFunction"/>.</para>
/// <para>With a closed-form scale B = sum(xy) / sum(yy) of each group, or mean x where that is 0/0; a constant for the gradient. Evaluation takes the
/// one of the last batch, or the running mean; before any batch the width of a step.</para>
/// <para>Steps start as wide as <see cref="LowBitSide.Slope"/> or <see cref="LowBitSide.Bound"/> say; those of weights without a slope at the first call, from
/// their mean magnitude: zero is what ternary weight networks have as zero (Li, Zhang and Liu, 2016, equation 6).</para>
/// <para>State: <c>alpha0</c>, <c>alpha1</c>, ..., the slopes, and <c>basis</c>, the closed-form scale.</para>
/// </remarks>
internal sealed class FatnnQuantizer : LowBitQuantizer
{
    private const string ScaleBuffer = "basis";
    private const int MostLevels = 4;

    // Weights within 0.7 times their mean magnitude become zero: half a step.
    private const double StepOfWeights = 1.4;

    private readonly int _steps;
    private readonly FatnnRange _range;

    /// <summary>Makes a quantizer.</summary>
    public FatnnQuantizer(LowBitSide side, LowBitRole role, long[] shape)
        : base(side, role, shape)
    {
        if (IsHalfRange ? side.Levels > MostLevels : side.Levels != 3)
            throw new QuantizationException(string.Create(
                CultureInfo.InvariantCulture,
                $"FATNN has {(IsHalfRange ? "2 to 4 levels from zero on" : "3 levels around zero")}, not {side.Levels}: choose another number or algorithm."));

        _steps = side.Levels - 1;
        _range = new FatnnRange(ChannelGroups, IsHalfRange, side.Gradient == GradientKind.InsideShare, side.TruncatesGradientScale);
        AddSteps();
    }

    // How many steps lie between zero and the end of the range.
    private int StepsOfBound => IsHalfRange ? _steps : 1;

    private IEnumerable<Tensor> Slopes => Enumerable.Range(0, _steps).Select(i => (Tensor)Learned(Name(i)));

    private protected override Tensor Quantize(Tensor values)
    {
        var levels = FatnnFunction.Run(_range, [values, .. Slopes]);
        return Side.ClosedFormScale ? levels * Scale(values, levels, training) : levels;
    }

    private protected override IntegerForm Integers(Tensor values)
    {
        var levels = FatnnFunction.Run(_range, [values, .. Slopes]);
        return new IntegerForm([levels], [Side.ClosedFormScale ? Scale(values, levels, update: false) : ones(1, device: values.device)], null);
    }

    private protected override bool HasStarted => HasValue(Learned(Name(0)));

    /// <summary>
    /// Steps become equally wide. Activations: the range ends at the mean of the batches' largest magnitudes. Weights: a step is 1.4 times their mean
    /// magnitude, so that those below the half of it are zero.
    /// </summary>
    private protected override void Measure(Tensor values, long batch)
    {
        var found = Role == LowBitRole.Weight
            ? ChannelGroups.Mean(ChannelGroups.Split(values.abs())) * StepOfWeights
            : values.abs().max() / StepsOfBound;
        var width = Learned(Name(0)).reciprocal();
        Average(width, (found * (Side.WarmUpFactor ?? 1)).expand(width.shape), batch);
        foreach (var slope in Slopes)
            slope.copy_(width.clamp_min(FatnnSteps.LeastSlope).reciprocal());

        if (Side.ClosedFormScale)
            State(ScaleBuffer).copy_(width);
    }

    private static string Name(int step) => string.Create(CultureInfo.InvariantCulture, $"alpha{step}");

    private Tensor Scale(Tensor values, Tensor levels, bool update)
    {
        using var noGradient = no_grad();
        var scale = State(ScaleBuffer);
        if (update)
        {
            var (x, y) = (ChannelGroups.Split(values.detach()), ChannelGroups.Split(levels.detach()));
            var energy = ChannelGroups.Sum(y.square());
            var found = where(energy.eq(0), ChannelGroups.Mean(x), ChannelGroups.Sum(x * y) / energy);
            Average(scale, found, Side.RunningMean ? Steps - Side.WarmUpSteps : 1);
        }

        // The buffer changes at the next batch, perhaps before the gradient of this one is computed.
        return ChannelGroups.Spread(scale.clone(), values);
    }

    private void AddSteps()
    {
        var slope = Side.Slope ?? (Role == LowBitRole.Weight ? double.NaN : StepsOfBound / (Side.Bound ?? 1));
        for (var i = 0; i < _steps; i++)
            AddLearned(Name(i), slope);

        if (Side.ClosedFormScale)
            AddState(ScaleBuffer, full(ChannelGroups.ParameterShape, 1 / slope));
    }
}
