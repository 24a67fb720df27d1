using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using QuantGen.Analyzers;

namespace QuantGen.CodeFixes.Rules;

/// <summary>Puts a pooling layer, which gets a quantizer, in place of the function.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FunctionalPoolNotQuantizedCodeFix))]
[Shared]
public sealed class FunctionalPoolNotQuantizedCodeFix() : FunctionToLayerCodeFix(DiagnosticIds.FunctionalPoolNotQuantized);
