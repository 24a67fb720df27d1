using QuantGen.PowerOfTwo;
using QuantGen.Quantizers;
using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <summary>
/// The bias of a quantized layer as ONNX Runtime stores it: whole numbers of 32 bits, times the scale of the input times that of the weight. See
/// <see cref="QuantWeightedLayer.RoundsBias"/>.
/// </summary>
/// <remarks>
/// level = clamp(round(b / s), -2^31, 2^31 - 1) in float64, ties to even; the bias is float32(level) s in float32, as DequantizeLinear computes
/// it. s = (amax_x / B_x) (amax_w / B_w) in float32, B the highest level.
/// </remarks>
internal sealed class DeployedBias
{
    /// <summary>The bits of a level.</summary>
    public const int Bits = 32;

    /// <summary>
    /// The scale that stands for that of a weight that is all zeros, whose levels say nothing of it. With it a bias up to 2^19 input scales has a level, and is rounded to 2^-12 of one.
    /// </summary>
    public const float ScaleOfZeros = 1f / (1 << 12);

    // Above it ONNX Runtime computes in float.
    private const int MostBits = 8;

    private readonly Tensor _input;
    private readonly Tensor _weight;
    private readonly (float Input, float Weight) _highest;

    private DeployedBias(TensorQuantizer input, TensorQuantizer weight)
    {
        (_input, _weight) = (input.FixedRange!, weight.FixedRange!);
        _highest = (input.Descriptor.Grid.Upper, weight.Descriptor.Grid.Upper);
        Settings = input.Descriptor;
    }

    /// <summary>What the rounding depends on besides <see cref="Sources"/> and the weight's quantizer, compared by value.</summary>
    public object Settings { get; }

    /// <summary>The tensors that the rounding depends on, besides the range of the weight.</summary>
    public Tensor[] Sources => [_input];

    /// <summary>How a layer rounds its bias now; null where it does not.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="input">What quantizes its input.</param>
    /// <param name="bias">A tensor of the bias's shape; null without a bias.</param>
    public static DeployedBias? Of(QuantWeightedLayer layer, TensorQuantizer input, Tensor? bias) =>
        layer is { RoundsBias: true, training: false, WeightQuantizer: var weight }
        && bias is not null
        && input.FixedRange is { } range && range.numel() == 1
        && weight.FixedRange is { } ranges && bias.numel() % ranges.numel() == 0
        && IsInteger(input) && IsInteger(weight)
            ? new DeployedBias(input, weight)
            : null;

    /// <summary>The scale of each bias, or one for all; null where the range of the input holds nothing but zero, so that there is no scale.</summary>
    /// <param name="biases">How many biases there are.</param>
    public float[]? Scales(long biases)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        return HostValues.Of(_input)[0] <= IntegerGrid.ZeroRange ? null : HostValues.Of(Steps(biases));
    }

    /// <summary>Rounds a bias.</summary>
    /// <param name="bias">The bias, of one axis.</param>
    /// <returns>A new tensor, with the gradient of the bias.</returns>
    public Tensor Round(Tensor bias) => StraightThrough.Apply(bias, Rounded, static values => ones_like(values, ScalarType.Bool));

    /// <summary>Rounds numbers to levels of a scale each, or one for all.</summary>
    /// <param name="values">The numbers, of one axis.</param>
    /// <param name="scales">The scales, float32.</param>
    /// <returns>The levels in float64, in which they are exact.</returns>
    public static Tensor Levels(Tensor values, Tensor scales) =>
        (values.to(ScalarType.Float64) / scales.to(ScalarType.Float64)).round().clamp(int.MinValue, int.MaxValue);

    private static bool IsInteger(TensorQuantizer quantizer) => quantizer is { Bits: <= MostBits, Descriptor.Grid.Upper: > 0 };

    private Tensor Rounded(Tensor bias)
    {
        using var scope = NewDisposeScope();
        var steps = Steps(bias.numel());
        var rounded = Levels(bias, steps).to(ScalarType.Float32) * steps;
        return where(_input.le(IntegerGrid.ZeroRange), bias, rounded.to(bias.dtype)).MoveToOuterDisposeScope();
    }

    // Groups of a transposed convolution share the ranges of their channels.
    private Tensor Steps(long biases)
    {
        var input = _input.reshape(1) / tensor(_highest.Input, device: _input.device);
        var ranges = _weight.reshape(-1);
        var weight = where(ranges.le(IntegerGrid.ZeroRange), full_like(ranges, ScaleOfZeros), ranges / tensor(_highest.Weight, device: _weight.device));
        var steps = input * weight;
        return steps.numel() == 1 ? steps : steps.repeat(biases / steps.numel());
    }
}
