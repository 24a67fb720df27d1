using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Twins;
using QuantGen.ModelReading;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG1017: a static layer that <c>forward</c> uses.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StaticLayerAnalyzer() : TwinProblemAnalyzer((ProblemKind.StaticLayer, Rule))
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.StaticLayer,
        "Layer is static",
        "'{0}' is a static layer, which RegisterComponents() does not see: it is not trained or saved, and the twin would share it "
        + "with every model; make it an instance field",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "RegisterComponents() registers what instance fields hold, and the twin takes over what is registered.",
        HelpLinks.Base + DiagnosticIds.StaticLayer + HelpLinks.Extension);

    private protected override bool IsAboutDeclaration => true;
}
