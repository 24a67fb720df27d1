namespace QuantGen.Reporting.Html;

/// <summary>Names of things in a report.</summary>
internal static class Words
{
    /// <summary>What a kind of quantizer quantizes.</summary>
    public static string Role(QuantizerRole role) => role switch
    {
        QuantizerRole.Weight => "weights",
        QuantizerRole.Input => "layer inputs",
        QuantizerRole.Residual => "skip operands",
        QuantizerRole.Output => "model outputs",
        QuantizerRole.Activation => "activations",
        _ => "other operands",
    };

    /// <summary>A quantizer's range, or why it has none.</summary>
    public static string Range(QuantizerReport quantizer) => quantizer switch
    {
        { Enabled: false } => "off",
        { Range: { Count: 1 } range } => Figures.Number(range.Largest),
        { Range: { } range } => $"{Figures.Number(range.Smallest)} to\u00a0{Figures.Number(range.Largest)}",
        { Dynamic: true } => "from each tensor",
        _ => "none",
    };

    /// <summary>What errors of outputs are measured against.</summary>
    public static string Reference(QuantizationReport report) =>
        report.Output is { AgainstFloat: true } ? "the float model" : "the twin with its quantizers off";

    /// <summary>Where the errors of activations come from when no batches were given.</summary>
    public static string WithoutBatches(QuantizationReport report) => report.IsFixedPoint
        ? "Give the report batches to measure activations."
        : "Activations are estimated from their histograms.";

    /// <summary>Levels a unit: <c>2^5</c>.</summary>
    public static string Scale(FixedPointReport levels) => levels.ScaleExponent is { } exponent
        ? $"2^{Figures.Whole(exponent)}"
        : Figures.Number(levels.Scale);

    /// <summary>What was collected before it was rounded to a power of two.</summary>
    public static string Stored(FixedPointReport? levels) => levels?.StoredRange is { } range
        ? $"{Figures.Number(range.Low)} to\u00a0{Figures.Number(range.High)}{(range.Fixed ? ", fixed" : "")}"
        : Figures.None;

    /// <summary>How a layer rounds its bias.</summary>
    public static string Bias(BiasReport? bias) => bias switch
    {
        null => Figures.None,
        { Saturated: > 0 } => $"{bias.Mode}, {Figures.Whole(bias.Saturated)} saturated",
        _ => $"{bias.Mode}",
    };

    /// <summary>What has a range of its own.</summary>
    public static string Granularity(QuantizerReport quantizer) => quantizer switch
    {
        { Granularity: "tensor" } => "tensor",
        { Range: { } range } => $"{quantizer.Granularity}, {Figures.Whole(range.Count)}",
        _ => quantizer.Granularity,
    };
}
