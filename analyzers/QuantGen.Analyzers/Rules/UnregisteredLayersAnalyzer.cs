using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Twins;
using QuantGen.ModelReading;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG1014: layers in an array or list that <c>RegisterComponents()</c> does not look into.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnregisteredLayersAnalyzer() : TwinProblemAnalyzer((ProblemKind.UnregisteredLayers, Rule))
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.UnregisteredLayers,
        "Layers are kept in a plain collection",
        "'{0}' keeps layers in '{1}', which RegisterComponents() does not look into: they are not trained or saved, and the twin "
        + "cannot take them over; use a {2}",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "Only modules are registered and taken over: a field of a module type, or a ModuleList, ModuleDict or Sequential of them.",
        HelpLinks.Base + DiagnosticIds.UnregisteredLayers + HelpLinks.Extension);

    private protected override bool IsAboutDeclaration => true;

    private protected override IEnumerable<string> ArgumentsOf(Problem problem) =>
        [.. problem.Arguments, problem.Arguments[1].Contains("Dictionary") ? "ModuleDict" : "ModuleList or a Sequential"];
}
