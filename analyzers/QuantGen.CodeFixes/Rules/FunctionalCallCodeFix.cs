using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using QuantGen.Analyzers;

namespace QuantGen.CodeFixes.Rules;

/// <summary>Puts a layer in place of a function.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FunctionalCallCodeFix))]
[Shared]
public sealed class FunctionalCallCodeFix() : FunctionToLayerCodeFix(DiagnosticIds.FunctionalCall);
