using QuantGen.LowBit;
using TorchSharp;

namespace QuantGen;

/// <summary>Lists the quantizers of a model.</summary>
public static class QuantizerSummary
{
    /// <summary>
    /// One line for each quantizer, its path and its state in the words of pytorch-quantization, for example
    /// <c>fc._input_quantizer : TensorQuantizer(8bit fake per-tensor amax=2.8312 calibrator=HistogramCalibrator scale=1.0 quant)</c>.
    /// </summary>
    /// <param name="model">The model. Of a low-bit twin the lines say algorithm and levels, as
    /// <c>conv1._weight_quantizer : LowBitQuantizer(Lsq 4 levels x 16 groups)</c>.</param>
    /// <returns>The lines, each ended by a line feed; empty for a model without quantizers.</returns>
    public static string Of(torch.nn.Module model)
    {
        var lines = model.Quantizers().Select(static named => (named.Name, Text: named.Quantizer.ToString()))
            .Concat(LowBitParts.Quantizers(model).Select(static named => (named.Name, Text: $"{nameof(LowBitQuantizer)}({LowBitText.Of(named.Quantizer)})")))
            .ToList();
        var width = lines.Max(static line => (int?)line.Name.Length) ?? 0;
        return string.Concat(lines.Select(line => $"{line.Name.PadRight(width)} : {line.Text}\n"));
    }
}
