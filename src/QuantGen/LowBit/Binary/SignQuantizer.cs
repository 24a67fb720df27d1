using QuantGen.Quantizers;
using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>
/// Activations of XNOR-Net, XNOR-Net++ and Bi-Real Net: signs, times the mean magnitude over channels or positions if asked for. With
/// <see cref="GradientKind.Triangle"/> the gradient is Bi-Real Net's.
/// </summary>
/// <remarks>
/// What it quantizes must have both signs, as the results of a batch normalization have: behind a ReLU every sign is 1, and nothing is learned.
/// </remarks>
internal sealed class SignQuantizer : LowBitQuantizer
{
    private readonly ScaledSigns _settings;

    /// <summary>Makes a quantizer.</summary>
    public SignQuantizer(LowBitSide side, LowBitRole role, long[] shape)
        : base(BinaryRules.Checked(side), role, shape)
    {
        _settings = new ScaledSigns(side.Gradient, side.FeatureScale, shape.Length - 2);
        if (side.FeatureScale == FeatureScale.Resolution && _settings.Positions == 0)
            throw new QuantizationException(
                "The mean magnitude over positions needs an axis behind the channels, which a linear layer's input has not: choose FeatureScale.Channel or None.");
    }

    private protected override Tensor Quantize(Tensor values)
    {
        if (Side.FeatureScale != FeatureScale.None)
            return ScaledSignFunction.Run(_settings, values);

        return Side.Gradient != GradientKind.Triangle && SignPass.TryCreate(values, Side.Gradient) is { } pass
            ? FakeQuantization.Run(values, pass, ResultIsPrivate)
            : SignFunction.Run(Side.Gradient, values);
    }

    private protected override IntegerForm Integers(Tensor values)
    {
        var scale = Side.FeatureScale == FeatureScale.None ? ones(1, device: values.device) : ScaledSignFunction.Magnitude(_settings, values);
        return new IntegerForm([SignGradient.Sign(values)], [scale], null);
    }
}
