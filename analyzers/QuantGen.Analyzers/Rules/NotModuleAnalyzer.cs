using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Twins;
using QuantGen.ModelReading;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG1002: an annotated class that is no model.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NotModuleAnalyzer() : TwinProblemAnalyzer((ProblemKind.NotModule, Rule))
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.NotModule,
        "Class with [Quantize] is not a Module",
        "'{0}' gets no twin because it is not a model: [Quantize] is for classes that derive from torch.nn.Module<...>; derive it "
        + "from Module<Tensor, Tensor>, or remove the attribute",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A twin is made of a model's forward. A class that does not derive from torch.nn.Module<...> has none.",
        HelpLinks.Base + DiagnosticIds.NotModule + HelpLinks.Extension);
}
