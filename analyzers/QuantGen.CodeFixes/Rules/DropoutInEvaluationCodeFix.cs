using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using QuantGen.Analyzers;

namespace QuantGen.CodeFixes.Rules;

/// <summary>Puts a Dropout layer, which evaluation switches off, in place of the function.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DropoutInEvaluationCodeFix))]
[Shared]
public sealed class DropoutInEvaluationCodeFix() : FunctionToLayerCodeFix(DiagnosticIds.DropoutInEvaluation);
