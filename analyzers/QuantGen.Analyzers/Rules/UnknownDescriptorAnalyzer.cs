using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Twins;
using QuantGen.ModelReading;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG1021: an annotation that names a descriptor which is not there, or which the twin cannot reach.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnknownDescriptorAnalyzer() : TwinProblemAnalyzer((ProblemKind.UnknownDescriptor, Rule))
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.UnknownDescriptor,
        "Descriptor cannot be used",
        "{0} names '{1}', which the twin cannot use as a descriptor: {2}",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "InputDescriptor and WeightDescriptor name a static field or property of type QuantDescriptor, which the twin reads when it is "
        + "made.",
        HelpLinks.Base + DiagnosticIds.UnknownDescriptor + HelpLinks.Extension);
}
