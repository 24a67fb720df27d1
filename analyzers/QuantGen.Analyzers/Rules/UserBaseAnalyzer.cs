using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Twins;
using QuantGen.ModelReading;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG1005: an annotated class that derives from a class of the user's.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UserBaseAnalyzer() : TwinProblemAnalyzer((ProblemKind.UserBase, Rule))
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.UserBase,
        "Class with [Quantize] derives from another model class",
        "'{0}' gets no twin because it derives from '{1}', whose layers the twin cannot take over; derive it from "
        + "torch.nn.Module<...> and hold what '{1}' does in a field",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The twin derives from torch.nn.Module<...> and takes over the fields of one class. Those of a base class would be missing.",
        HelpLinks.Base + DiagnosticIds.UserBase + HelpLinks.Extension);
}
