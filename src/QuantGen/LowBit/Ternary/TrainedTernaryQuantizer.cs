using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>
/// Trained ternary weights: -n, 0 and p with two learned scales, which start at the mean magnitudes of the weights they stand for. The formulas
/// are at <see cref="TernaryFunction"/>.
/// </summary>
/// <remarks>State: <c>positive</c> and <c>negative</c>.</remarks>
internal sealed class TrainedTernaryQuantizer : LowBitQuantizer
{
    private const string PositiveParameter = "positive";
    private const string NegativeParameter = "negative";
    private const double DefaultZeroShare = 0.05;

    private readonly TernaryRange _range;

    /// <summary>Makes a quantizer.</summary>
    public TrainedTernaryQuantizer(LowBitSide side, LowBitRole role, long[] shape)
        : base(side, role, shape)
    {
        if (role != LowBitRole.Weight)
            throw new QuantizationException("Trained ternary quantization is for weights: choose another algorithm for activations.");
        if (side.Levels != 3)
            throw new QuantizationException($"Trained ternary quantization has 3 levels, not {side.Levels}: set Levels to 3.");

        _range = new TernaryRange(ChannelGroups, side.ZeroShare ?? DefaultZeroShare);
        AddScales();
    }

    private protected override bool HasStarted => HasValue(Learned(PositiveParameter)) && HasValue(Learned(NegativeParameter));

    private protected override Tensor Quantize(Tensor values) =>
        TernaryFunction.Run(_range, values, Learned(PositiveParameter), Learned(NegativeParameter));

    private protected override IntegerForm Integers(Tensor values)
    {
        var (positive, negative) = TernaryFunction.Signs(_range, ChannelGroups.Split(values));
        return new IntegerForm(
            [Plane(positive, values), Plane(negative, values)],
            [ChannelGroups.Spread(Learned(PositiveParameter), values), ChannelGroups.Spread(Learned(NegativeParameter), values).neg()],
            null);
    }

    /// <summary>The scales become the mean magnitudes of the weights above and below the zero level; the largest one where there are none.</summary>
    private protected override void Measure(Tensor values, long batch)
    {
        var weights = ChannelGroups.Split(values);
        var (positive, negative) = TernaryFunction.Signs(_range, weights);
        Average(Learned(PositiveParameter), Mean(weights.abs(), positive), batch);
        Average(Learned(NegativeParameter), Mean(weights.abs(), negative), batch);
    }

    private static Tensor Mean(Tensor magnitudes, Tensor among)
    {
        var count = among.sum([-1]);
        var mean = (magnitudes * among).sum([-1]) / count;
        return where(count.eq(0), magnitudes.amax([-1]), mean);
    }

    private static Tensor Plane(Tensor split, Tensor values) => split.to(ScalarType.Float32).reshape(values.shape);

    private void AddScales()
    {
        AddLearned(PositiveParameter, double.NaN);
        AddLearned(NegativeParameter, double.NaN);
    }
}
