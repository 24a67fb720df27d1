using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Twins;
using QuantGen.ModelReading;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG1005: an annotated class that derives from a model class of a library, whose source is not at hand.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UserBaseAnalyzer() : TwinProblemAnalyzer((ProblemKind.UserBase, Rule))
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.UserBase,
        "Class with [Quantize] derives from a model class without source",
        "'{0}' gets no twin because it derives from '{1}', whose source is not in this project, so that its layers and methods cannot be "
        + "taken over; derive it from torch.nn.Module<...>{2}",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The twin derives from torch.nn.Module<...> and takes over what the base classes in the project's source declare. Of others only "
        + "the metadata is known.",
        HelpLinks.Base + DiagnosticIds.UserBase + HelpLinks.Extension);
}
