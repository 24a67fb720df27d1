using System.Globalization;
using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <content>The printed form.</content>
public abstract partial class LowBitQuantizer
{
    /// <summary>
    /// How it quantizes, for example <c>LowBitQuantizer(Lsq weight 4 levels clip_val=[0.0313, 0.1402](16))</c>, or
    /// <c>LowBitQuantizer(disabled)</c>.
    /// </summary>
    public override string ToString()
    {
        if (!Enabled)
            return $"{nameof(LowBitQuantizer)}(disabled)";

        var learned = string.Concat(named_parameters().Select(static entry => $" {entry.name}={Short(entry.parameter)}"));
        return string.Create(
            CultureInfo.InvariantCulture, $"{nameof(LowBitQuantizer)}({Side.Algorithm} {Name(Role)} {Levels} levels{learned})");
    }

    private static string Name(LowBitRole role) => role switch
    {
        LowBitRole.Weight => "weight",
        LowBitRole.Activation => "activation",
        _ => "output",
    };

    private static string Short(Tensor values)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var lowest = values.min().item<float>();
        return values.numel() == 1
            ? lowest.ToString("F4", CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"[{lowest:F4}, {values.max().item<float>():F4}]({values.numel()})");
    }
}
