namespace QuantGen.Analyzers.Diagnostics;

/// <summary>The categories that rules are grouped by in an editor and in <c>.editorconfig</c>.</summary>
internal static class RuleCategories
{
    /// <summary>The declaration of an annotated class.</summary>
    public const string Declaration = "QuantGen.Declaration";

    /// <summary>What <c>forward</c>, and what it reaches, is made of.</summary>
    public const string Forward = "QuantGen.Forward";

    /// <summary>Whether each tensor gets a range of its own, measured on what it really holds.</summary>
    public const string RangeEstimation = "QuantGen.RangeEstimation";

    /// <summary>What costs accuracy, or an operation more, on every target.</summary>
    public const string Accuracy = "QuantGen.Accuracy";

    /// <summary>What the target of the class cannot do, or does badly.</summary>
    public const string Target = "QuantGen.Target";

    /// <summary>What a graph made from the twin cannot hold.</summary>
    public const string Export = "QuantGen.Export";
}
