using System.Globalization;
using QuantGen.PowerOfTwo;

namespace QuantGen.Checkpoints;

/// <summary>How a <see cref="PowerOfTwoLayer"/> of the model that was saved quantizes its weight and bias.</summary>
/// <param name="WeightBits">The bit width of the weight.</param>
/// <param name="Enabled">Whether it quantizes.</param>
internal sealed record PowerOfTwoLayerDescription(int WeightBits, bool Enabled) : QuantizerDescription(Enabled)
{
    /// <inheritdoc/>
    public override string Key => ".weight";

    /// <summary>Whether the weight has one range for each output channel, by whichever granularity.</summary>
    public bool PerChannel { get; init; }

    /// <summary>What happens to the bias.</summary>
    public BiasMode Bias { get; init; } = BiasMode.Saturate16;

    /// <summary>See <see cref="PowerOfTwoOptions.WeightTail"/>.</summary>
    public double Tail { get; init; }

    /// <summary>See <see cref="PowerOfTwoOptions.PowerOfTwoWeights"/>.</summary>
    public bool PowerOfTwoRange { get; init; } = true;

    /// <summary>That of a layer of a model.</summary>
    public static PowerOfTwoLayerDescription Of(PowerOfTwoLayer layer) => new(layer.WeightBits, layer.Enabled)
    {
        PerChannel = layer.HasChannelScales,
        Bias = layer.BiasMode,
        Tail = layer.Options.WeightTail,
        PowerOfTwoRange = layer.Options.PowerOfTwoWeights,
    };

    /// <inheritdoc/>
    protected override bool QuantizesAs(QuantizerDescription other) => Equals(other);

    /// <inheritdoc/>
    protected override string Text()
    {
        var tail = Tail > 0 ? string.Create(CultureInfo.InvariantCulture, $" tail={Tail}") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"({WeightBits}bit weight {(PerChannel ? "per-channel" : "per-tensor")} bias={Bias}{tail}{(PowerOfTwoRange ? "" : " any-range")})");
    }
}
