using QuantGen.Reporting.Findings;

namespace QuantGen.Reporting.Html;

/// <summary>The signal-to-noise ratios of all layers, drawn and listed.</summary>
internal sealed class LayerSection(QuantizationReport report, Anchors anchors)
    : PageSection("layers", "Signal to noise through the model", "Layers")
{
    private readonly bool _biases = report.Layers.Any(static layer => layer.Bias is not null);

    // Where values are quantized where they are made, none of them is an input.
    private string Activations => report.IsFixedPoint ? "Activation, dB" : "Input, dB";

    /// <inheritdoc/>
    public override bool IsShown => report.Layers.Any(static layer => (layer.WeightSqnr ?? layer.ActivationSqnr ?? layer.OutputSqnr) is not null);

    /// <inheritdoc/>
    protected override void WriteContent(HtmlWriter page)
    {
        Lead(page, "Decibels of signal over quantization noise, from the first layer on the left to the last; 6 dB are worth a bit. " + (report.Output is null
            ? Words.WithoutBatches(report)
            : $"The line is what has piled up in each layer's output, against {Words.Reference(report)}."));
        SqnrChart.Write(page, report, anchors);
        using var table = new PageTable(page, "Signal-to-noise ratios by layer", "sort",
        [
            new("Layer"), new("Type", "wide"), new("Weights", "n wide", "How many numbers its weight holds"),
            .. _biases ? [new PageColumn("Bias", "wide", "How the bias is rounded")] : Array.Empty<PageColumn>(),
            new("Weight, dB", "n"), new(Activations, "n"), new("Output, dB", "n", $"Against {Words.Reference(report)}"),
        ]);
        foreach (var layer in report.Layers)
            Row(page, table, layer);
    }

    // A quantizer that stands by itself says what it is for.
    private string TypeText(LayerReport layer) => !layer.IsQuantizer
        ? layer.Type
        : report.Quantizers.First(quantizer => quantizer.Name == layer.Quantizers[0]).What;

    private void Row(HtmlWriter page, PageTable table, LayerReport layer)
    {
        using (table.Row(anchors.Layer(layer.Name)))
        {
            using (table.RowHead())
                Path(page, layer.Name, anchors.Link(layer.Quantizers[0]));

            var low = report.Quantizers.Where(quantizer => quantizer.Layer == layer.Name && Thresholds.IsLow(quantizer)).ToList();
            table.Cell(TypeText(layer), "wide");
            table.Wide(layer.Weights == 0 ? Figures.None : Figures.Count(layer.Weights), layer.Weights);
            if (_biases)
                table.Cell(Words.Bias(layer.Bias), "wide");

            table.Number(
                Figures.BareDecibels(layer.WeightSqnr), layer.WeightSqnr,
                low.Exists(static quantizer => quantizer.Role == QuantizerRole.Weight));
            table.Number(
                Figures.BareDecibels(layer.ActivationSqnr), layer.ActivationSqnr,
                low.Exists(static quantizer => quantizer.Role != QuantizerRole.Weight));
            table.Number(Figures.BareDecibels(layer.OutputSqnr), layer.OutputSqnr);
        }

        page.Line();
    }
}
