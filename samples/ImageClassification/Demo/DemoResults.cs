using System.Text.Json;

namespace ImageClassification.Demo;

/// <summary>Test accuracies in percent.</summary>
internal sealed record DemoResults
{
    public required double Float { get; init; }

    public required double Max { get; init; }

    public required double Percentile { get; init; }

    public required double Mse { get; init; }

    public required double Entropy { get; init; }

    public required double Qat { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, DemoJson.Default.DemoResults);
}
