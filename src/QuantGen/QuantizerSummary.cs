using TorchSharp;

namespace QuantGen;

/// <summary>Lists the quantizers of a model.</summary>
public static class QuantizerSummary
{
    /// <summary>
    /// One line for each quantizer, its path and its state in the words of pytorch-quantization, for example
    /// <c>fc._input_quantizer : TensorQuantizer(8bit fake per-tensor amax=2.8312 calibrator=HistogramCalibrator scale=1.0 quant)</c>.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <returns>The lines, each ended by a line feed; empty for a model without quantizers.</returns>
    public static string Of(torch.nn.Module model)
    {
        var quantizers = model.Quantizers();
        var width = quantizers.Max(static named => (int?)named.Name.Length) ?? 0;
        return string.Concat(quantizers.Select(named => $"{named.Name.PadRight(width)} : {named.Quantizer}\n"));
    }
}
