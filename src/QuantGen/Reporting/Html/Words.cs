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

    /// <summary>What has a range of its own.</summary>
    public static string Granularity(QuantizerReport quantizer) => quantizer switch
    {
        { Granularity: "tensor" } => "tensor",
        { Range: { } range } => $"{quantizer.Granularity}, {Figures.Whole(range.Count)}",
        _ => quantizer.Granularity,
    };
}
