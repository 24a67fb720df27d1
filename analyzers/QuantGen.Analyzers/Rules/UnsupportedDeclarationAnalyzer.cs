using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Twins;
using QuantGen.ModelReading;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG1006: an annotated class that is abstract, static, generic, a record or local to its file.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnsupportedDeclarationAnalyzer() : TwinProblemAnalyzer((ProblemKind.Declaration, Rule))
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.UnsupportedDeclaration,
        "Class with [Quantize] is declared in a way that has no twin",
        "'{0}' gets no twin because it is {1}; put [Quantize] on an ordinary class, as those that derive from an abstract one: not static, "
        + "not local to its file, and no record",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The twin is a class of its own beside the annotated one, and stands for objects of exactly that class.",
        HelpLinks.Base + DiagnosticIds.UnsupportedDeclaration + HelpLinks.Extension);
}
