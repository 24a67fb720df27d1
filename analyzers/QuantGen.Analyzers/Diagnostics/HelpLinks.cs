namespace QuantGen.Analyzers.Diagnostics;

/// <summary>Where the page of a rule is found: <see cref="Base"/>, the rule's id, <see cref="Extension"/>.</summary>
internal static class HelpLinks
{
    public const string Base = "https://github.com/quantgen/quantgen/blob/main/docs/rules/";

    public const string Extension = ".md";
}
