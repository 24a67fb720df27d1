using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Twins;
using QuantGen.ModelReading;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG1026: a layer whose options TorchSharp does not show, and whose creation does not tell them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HiddenOptionsAnalyzer() : TwinProblemAnalyzer((ProblemKind.HiddenOptions, Rule))
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.HiddenOptions,
        "Layer hides the options it was made with",
        "'{0}', of class {1}, does not show '{2}' once it is made, and the code that makes it does not tell either, so that no copy "
        + "could be made for the twin; make it in this class, with constants or with values that fields keep",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A layer is copied into the twin with the options it has. Recurrent layers, embeddings and attention do not show all of "
        + "theirs, so they are read off the code that makes the layer.",
        HelpLinks.Base + DiagnosticIds.HiddenOptions + HelpLinks.Extension);
}
