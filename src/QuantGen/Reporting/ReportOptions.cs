using QuantGen.Graph;
using QuantGen.Sensitivity;
using TorchSharp;

namespace QuantGen.Reporting;

/// <summary>What a <see cref="QuantizationReport"/> shows beyond what the twin itself tells.</summary>
public sealed record ReportOptions
{
    /// <summary>The options that a report has when none are given.</summary>
    public static ReportOptions Default { get; } = new();

    /// <summary>The heading; the class of the float model, or of the twin, when not given.</summary>
    public string? Title { get; init; }

    /// <summary>
    /// A line below the heading, for what the report cannot know: the data, the method, a checkpoint's name, a date. Without it two
    /// reports of the same model and figures are equal byte for byte.
    /// </summary>
    public string? Note { get; init; }

    /// <summary>
    /// Inputs to measure errors with: a few batches that were not calibrated with. Each is run through the float model, through the twin
    /// with its quantizers off, and through the twin. They are not disposed.
    /// </summary>
    public IEnumerable<torch.Tensor>? Batches { get; init; }

    /// <summary>
    /// Runs a model on one batch and returns the output that is compared; null for <c>model.call(batch)</c>. For models of several inputs
    /// or results; it is given the float model or the twin, and an element of <see cref="Batches"/>.
    /// </summary>
    public Func<torch.nn.Module, torch.Tensor, torch.Tensor>? Forward { get; init; }

    /// <summary>How much single layers cost; null for no such chart.</summary>
    public SensitivityResult? Sensitivity { get; init; }

    /// <summary>The twin's graph, made by <c>QuantGraph.Of</c>, for a picture of it; null for none. The report keeps it, and it must not be disposed before the page is written.</summary>
    public QuantGraph? Graph { get; init; }
}
