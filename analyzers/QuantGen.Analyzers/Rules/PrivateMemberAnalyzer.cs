using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Twins;
using QuantGen.ModelReading;

namespace QuantGen.Analyzers.Rules;

/// <summary>
/// QG1010: a private static field or nested type of the class that <c>forward</c> names, and that the twin can neither name nor repeat.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PrivateMemberAnalyzer() : TwinProblemAnalyzer((ProblemKind.PrivateMember, Rule))
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.PrivateMember,
        "Forward uses a private static member",
        "'{0}' is private to the class: the twin, which is another class, cannot use it, and it is not a plain constant that the twin "
        + "could repeat; make it internal",
        RuleCategories.Forward,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The twin repeats private constants and copies private methods. Static fields and nested types it uses where they are, as far as "
        + "it can see them.",
        HelpLinks.Base + DiagnosticIds.PrivateMember + HelpLinks.Extension);

    private protected override bool IsAboutDeclaration => true;

    // QG1012 says it of a type that a field of the class has.
    private protected override bool IsSaidElsewhere(Problem problem, ClassReading reading) => reading.Problems.Any(other =>
        other.Kind == ProblemKind.InaccessibleType
        && SyntaxFactory.ParseTypeName(other.Arguments[1]).DescendantTokens().Any(token => token.ValueText == problem.Arguments[0]));
}
