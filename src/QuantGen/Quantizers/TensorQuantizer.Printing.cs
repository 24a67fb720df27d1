using System.Globalization;
using System.Text;
using TorchSharp;

namespace QuantGen.Quantizers;

/// <content>The printed form.</content>
public sealed partial class TensorQuantizer
{
    /// <summary>
    /// What is said of the quantizer in a summary, in the words of pytorch-quantization, for example
    /// <c>8bit narrow fake axis=0 amax=[0.0313, 1.1402](64) calibrator=MaxCalibrator scale=1.0 quant</c>. A quantizer without a range
    /// that is not dynamic either is <c>uncalibrated</c>.
    /// </summary>
    public string ExtraRepr()
    {
        if (!Enabled)
            return "disabled";

        var text = new StringBuilder(Descriptor.Format.ToString())
            .Append(Descriptor.FakeQuant ? " fake" : "")
            .Append(Descriptor.Axes is null ? " per-tensor" : $" axis={Descriptor.Axes}")
            .Append(CultureInfo.InvariantCulture, $" amax={ShortAmax()}");
        if (Descriptor.ScaleAmax is { } factor)
            text.Append(CultureInfo.InvariantCulture, $" *{factor}");

        return text
            .Append(PreQuantScale is null ? "" : " pre_quant_scale")
            .Append(Descriptor.LearnAmax ? " learned" : "")
            .Append(CultureInfo.InvariantCulture, $" calibrator={Descriptor.Calibrator}Calibrator")
            .Append(ShortScale())
            .Append(QuantEnabled ? " quant" : "")
            .Append(ClipEnabled ? " clip" : "")
            .Append(CalibrationEnabled ? " calib" : "")
            .ToString();
    }

    /// <summary>The type and, in parentheses, <see cref="ExtraRepr"/>.</summary>
    public override string ToString() => $"{nameof(TensorQuantizer)}({ExtraRepr()})";

    private string ShortAmax()
    {
        if (Amax is not { } amax)
            return Descriptor.Dynamic ? "dynamic" : "uncalibrated";

        return Short(amax);
    }

    private string ShortScale() => Descriptor.FakeQuant ? " scale=1.0" : Scale is null ? "" : $" scale={Short(Scale)}";

    private static string Short(torch.Tensor values)
    {
        using var scope = torch.NewDisposeScope();
        var lowest = values.min().item<float>();
        return values.numel() == 1
            ? lowest.ToString("F4", CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"[{lowest:F4}, {values.max().item<float>():F4}]({values.numel()})");
    }
}
