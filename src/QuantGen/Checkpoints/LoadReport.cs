using System.Globalization;
using System.Text;

namespace QuantGen.Checkpoints;

/// <summary>What loading a checkpoint did, or, in a <see cref="CheckpointException"/>, why it was not done.</summary>
public sealed record LoadReport
{
    private const int MostNames = 10;

    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>Its format.</summary>
    public required CheckpointFormat Format { get; init; }

    /// <summary>The name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>The keys whose values the model took over.</summary>
    public IReadOnlyList<string> Loaded { get; init; } = [];

    /// <summary>Those among them that the model did not have before: ranges of quantizers that had none.</summary>
    public IReadOnlyList<string> Created { get; init; } = [];

    /// <summary>Those among them whose numbers were converted to the model's type.</summary>
    public IReadOnlyList<CheckpointDifference> Converted { get; init; } = [];

    /// <summary>Those among them that have another shape in the model: see <see cref="LoadOptions.AllowReshape"/>.</summary>
    public IReadOnlyList<CheckpointDifference> Reshaped { get; init; } = [];

    /// <summary>The keys of the model that the file lacks. Their values stayed as they were.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>The keys of the file that the model lacks.</summary>
    public IReadOnlyList<string> Unexpected { get; init; } = [];

    /// <summary>The keys that file and model have in different shapes or kinds of types. Their values stayed as they were.</summary>
    public IReadOnlyList<CheckpointDifference> Mismatched { get; init; } = [];

    /// <summary>
    /// The quantizers that quantize otherwise than those of the model that was saved: in bit width, axes, signedness or levels, or because
    /// only one of the two is switched on. In power-of-two twins layers, which quantize their own weights, are among them. Empty too when the file does not describe its quantizers: see <see cref="IsDescribed"/>.
    /// </summary>
    public IReadOnlyList<CheckpointDifference> QuantizerDifferences { get; init; } = [];

    /// <summary>Whether the file says how the quantizers of the model that was saved quantize. Files of Python, and of float models, do
    /// not.</summary>
    public bool IsDescribed { get; init; }

    /// <summary>The version of QuantGen that wrote the file; null when it does not say.</summary>
    public string? WrittenBy { get; init; }

    /// <summary>What was found out about the file on the way: where in it the state_dict was, a prefix that was left out.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Whether file and model fit in every key and quantizer.</summary>
    public bool IsComplete => Missing.Count == 0 && Unexpected.Count == 0 && Mismatched.Count == 0 && QuantizerDifferences.Count == 0;

    /// <summary>The report as text, a line for each point that has something to say, at most ten names in each.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Model}: {Loaded.Count} tensors from '{Path}' " +
            $"({FormatName}{(WrittenBy is null ? "" : $", QuantGen {WrittenBy}")})");
        Line(text, "ranges that the model did not have yet", Created);
        Line(text, "converted", [.. Converted.Select(static difference => difference.ToString())]);
        Line(text, "reshaped", [.. Reshaped.Select(static difference => difference.ToString())]);
        Line(text, "missing from the file, left as they were", Missing);
        Line(text, "in the file only, not used", Unexpected);
        Line(text, "of another shape or type, left as they were", [.. Mismatched.Select(static difference => difference.ToString())]);
        Line(text, "quantizers that quantize otherwise", [.. QuantizerDifferences.Select(static difference => difference.ToString())]);
        foreach (var note in Notes)
            text.Append("\n  ").Append(note);

        return text.ToString();
    }

    private string FormatName => Format switch
    {
        CheckpointFormat.TorchSharp => "TorchSharp",
        CheckpointFormat.Safetensors => "safetensors",
        _ => "PyTorch",
    };

    private static void Line(StringBuilder text, string what, IReadOnlyList<string> names)
    {
        if (names.Count == 0)
            return;

        text.Append(CultureInfo.InvariantCulture, $"\n  {names.Count} {what}: ").AppendJoin(", ", names.Take(MostNames));
        if (names.Count > MostNames)
            text.Append(", ...");
    }
}
