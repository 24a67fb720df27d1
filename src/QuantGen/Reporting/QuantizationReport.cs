using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using QuantGen.Calibration;
using QuantGen.Checkpoints;
using QuantGen.Graph;
using QuantGen.Reporting.Html;
using QuantGen.Reporting.Measuring;
using static TorchSharp.torch.nn;

namespace QuantGen.Reporting;

/// <summary>
/// What quantization did to a model: its quantizers with their ranges, clipped shares and errors, the errors of its layers, what stayed in
/// float, what is dead, and what to look at first. Written as one web page that needs nothing else, and as JSON.
/// </summary>
/// <remarks>
/// The properties are the JSON, in the same order, in camel case; <see cref="SchemaVersion"/> counts up when one changes its meaning
/// or goes. docs/report.md says how to read the figures. Reports of equal inputs are equal: they hold no time and no machine.
/// </remarks>
public sealed record QuantizationReport
{
    /// <summary>The version of the JSON.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The signal-to-noise ratio, in decibels, that stands for no error at all.</summary>
    public const double ExactSqnr = 200;

    internal QuantizationReport()
    {
    }

    /// <summary>The version of the JSON's form.</summary>
    [JsonPropertyOrder(-1)]
    public int SchemaVersion => CurrentSchema;

    /// <summary>The heading.</summary>
    public required string Title { get; init; }

    /// <summary>The line below the heading; null for none.</summary>
    public string? Note { get; init; }

    /// <summary>The twin as a whole.</summary>
    public required ModelReport Model { get; init; }

    /// <summary>What to look at, the most important first.</summary>
    public required IReadOnlyList<ReportFinding> Findings { get; init; }

    /// <summary>How far the result is from the float one; null unless batches were given.</summary>
    public OutputReport? Output { get; init; }

    /// <summary>The quantized layers, and quantizers that stand by themselves, in the order of the model.</summary>
    public required IReadOnlyList<LayerReport> Layers { get; init; }

    /// <summary>All quantizers in the order of the model.</summary>
    public required IReadOnlyList<QuantizerReport> Quantizers { get; init; }

    /// <summary>What single layers cost; null unless given.</summary>
    public SensitivityReport? Sensitivity { get; init; }

    /// <summary>The layers that compute in float.</summary>
    public required IReadOnlyList<FloatLayerReport> FloatLayers { get; init; }

    /// <summary>What the picture of the graph shows; null for no picture.</summary>
    internal QuantGraph? Graph { get; init; }

    /// <summary>Whether any quantizer is one of power-of-two twins.</summary>
    internal bool IsFixedPoint => Quantizers.Any(static quantizer => quantizer.IsFixedPoint);

    /// <summary>The layers that have channels of nothing but zeros.</summary>
    public required IReadOnlyList<DeadChannelReport> DeadChannels { get; init; }

    /// <summary>The quantizers under calibration that no data reached; empty without a calibrator.</summary>
    public required IReadOnlyList<string> Unreached { get; init; }

    /// <summary>Makes the report of a twin. The models stay as they are.</summary>
    /// <param name="twin">A quantized twin, calibrated or not.</param>
    /// <param name="floatModel">The float model it was made from; null when there is none at hand.</param>
    /// <param name="calibrator">What calibrated the twin, still holding what it collected; null for a report without histograms.</param>
    /// <param name="options">What else it shows; <see cref="ReportOptions.Default"/> when not given.</param>
    /// <param name="progress">Told after each batch and each histogram.</param>
    /// <param name="ct">Looked at between batches and between histograms.</param>
    /// <exception cref="QuantizationException">
    /// The model has no quantizer, a batch does not fit it, or a weight of a power-of-two twin holds NaN or infinity.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancellation was asked for.</exception>
    public static QuantizationReport Of(
        Module twin,
        Module? floatModel = null,
        Calibrator? calibrator = null,
        ReportOptions? options = null,
        IProgress<QuantizationProgress>? progress = null,
        CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(twin);
        return new ReportBuilder(twin, floatModel, calibrator, options ?? ReportOptions.Default).Build(progress, ct);
    }

    /// <summary>The report as a web page that refers to nothing outside itself.</summary>
    public string ToHtml() => ReportPage.Of(this);

    /// <summary>The report as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ReportJson.Default.QuantizationReport) + "\n";

    /// <summary>Writes the web page, and the JSON beside it under the same name with the ending <c>.json</c>.</summary>
    /// <param name="path">The file of the web page. Both are replaced if they exist, and are there whole or not at all.</param>
    /// <exception cref="ArgumentException">The path ends in <c>.json</c> itself.</exception>
    /// <exception cref="QuantizationException">A file cannot be written.</exception>
    public void Write(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var json = Path.ChangeExtension(path, ".json");
        if (string.Equals(json, path, StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"The web page '{path}' would lie where its JSON is written; end its name in .html.", nameof(path));

        WriteJson(json);
        WriteHtml(path);
    }

    /// <summary>Writes the web page.</summary>
    /// <param name="path">The file, which is replaced if it exists, and is there whole or not at all.</param>
    /// <exception cref="QuantizationException">The file cannot be written.</exception>
    public void WriteHtml(string path) => WriteText(path, ToHtml());

    /// <summary>Writes the JSON.</summary>
    /// <param name="path">The file, which is replaced if it exists, and is there whole or not at all.</param>
    /// <exception cref="QuantizationException">The file cannot be written.</exception>
    public void WriteJson(string path) => WriteText(path, ToJson());

    private static void WriteText(string path, string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
        }
        catch (CheckpointException error)
        {
            throw new QuantizationException($"The report '{path}' cannot be written: {(error.InnerException ?? error).Message}", error.InnerException ?? error);
        }
    }
}
