using QuantGen.LowBit;

namespace QuantGen.Training.Policies;

/// <summary>What becomes of quantizers. What is null stays.</summary>
public sealed record QuantizerChanges
{
    /// <summary>Whether they quantize: <c>enable</c>.</summary>
    public bool? Enabled { get; init; }

    /// <summary>How many levels they have; the ends of their ranges stay: <c>num_levels</c>.</summary>
    public int? Levels { get; init; }

    /// <summary>
    /// How many levels they have, or by how many they have less: <c>level_num</c>. Where <see cref="Progressive"/> is in effect, the step stays, the
    /// clip becomes clip (new - 1) / (old - 1), and SGD forgets the momentum of the clip; elsewhere it is as <see cref="Levels"/>.
    /// </summary>
    public LevelChange? LevelChange { get; init; }

    /// <summary>Whether <see cref="LevelChange"/> keeps the step, from now on: <c>progressive</c>.</summary>
    public bool? Progressive { get; init; }

    /// <summary>Whether levels go from 0 on: <c>half_range</c>.</summary>
    public bool? HalfRange { get; init; }

    /// <summary>The end of the range: <c>clip_val</c>.</summary>
    public double? Clip { get; init; }

    /// <summary>
    /// The factor of the gradient of the range, of LQ-Nets the threshold's place between two levels, of FATNN the start of its slopes:
    /// <c>scale</c>.
    /// </summary>
    public double? Scale { get; init; }

    /// <summary>What takes the place of the gradient of rounding: <c>grad_type</c>.</summary>
    public GradientKind? Gradient { get; init; }

    /// <summary>By what the gradient of the range is multiplied: <c>grad_scale</c>.</summary>
    public GradientScale? GradientScale { get; init; }

    /// <summary>What is done to values before: <c>adaptive</c>.</summary>
    public LowBitNormalization? Normalization { get; init; }

    /// <summary>Whether that is undone: <c>adaptive_restore</c>.</summary>
    public bool? RestoreNormalization { get; init; }

    /// <summary>By what signs of activations are multiplied: <c>custom</c>.</summary>
    public FeatureScale? FeatureScale { get; init; }

    /// <summary>Batches that pass before the first is quantized: <c>stable</c>.</summary>
    public int? WarmUpSteps { get; init; }

    /// <summary>What their largest magnitude is multiplied with: <c>correlate</c>.</summary>
    public double? WarmUpFactor { get; init; }

    /// <summary>Whether the error of quantization is a term of the loss: <c>quant_loss_enable</c>.</summary>
    public bool? HasLoss { get; init; }

    /// <summary>How that is measured: <c>quant_loss_function</c>.</summary>
    public LowBitLoss? Loss { get; init; }

    /// <summary>Its weight: <c>quant_loss_alpha</c>.</summary>
    public double? LossFactor { get; init; }
}
