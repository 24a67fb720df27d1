using QuantGen.Reporting.Findings;

namespace QuantGen.Reporting.Html;

/// <summary>What the words mean.</summary>
internal sealed class GlossarySection(QuantizationReport report) : PageSection("words", "What the words mean", "Words")
{
    /// <inheritdoc/>
    protected override void WriteContent(HtmlWriter page)
    {
        using (page.Element("dl", ("class", "words")))
        {
            if (report.IsFixedPoint)
            {
                Word(page, "Range, clip bound", "The power of two at which a quantizer clips: the stored range, or the largest weight, rounded up. 8 bits have 128 steps up to it on each side of zero, or 256 where there is nothing below zero.");
                Word(page, "Scale", "Levels a unit, a power of two: 2^5 means steps of 1/32.");
                Word(page, "Bias", "How a layer rounds its bias. Saturated ones are beyond what the device accumulates.");
            }
            else
            {
                Word(page, "Range, amax", "The largest magnitude that a quantizer represents. 8 bits divide it into 127 steps on each side of zero.");
            }

            Word(page, "Clipped", "The share of values beyond the range, which become the range's end. A little is normal: it buys finer steps for all other values.");
            Word(page, "SQNR", "Signal-to-quantization-noise ratio, 10 log10 of the power of the values over the power of their errors. 6 dB more are worth one bit; 20 dB mean an error of a tenth of the signal, 40 dB of a hundredth.");
            Word(page, report.IsFixedPoint ? "Activation, weight" : "Input, weight", "The error of one quantizer by itself. " + (report.Output is null
                ? Words.WithoutBatches(report)
                : "Activations are measured on the batches given to the report."));
            Word(page, "Output", report.Output is { AgainstFloat: true }
                ? "The error of a layer's result in the twin against the result with the parameters of the float model: everything that has piled up so far."
                : "The error of a layer's result in the twin against the same twin with all quantizers off: everything that has piled up so far.");
            if (!report.IsFixedPoint)
                Word(page, "max, percentile, mse, entropy", "The calibration methods: the largest value seen; the value that a share of all do not exceed; the least mean squared error; the least divergence of the two distributions.");
            Word(page, "Low figures", FormattableString.Invariant($"Set in bold: at 8 bits weights below {Thresholds.WeightSqnr(8):0} dB and activations below {Thresholds.ActivationSqnr(8):0} dB. Rules of thumb; what counts is the accuracy of the whole model."));
        }
    }

    private static void Word(HtmlWriter page, string word, string meaning)
    {
        using (page.Element("div"))
        {
            page.Element("dt", word);
            page.Element("dd", meaning);
        }
    }
}
