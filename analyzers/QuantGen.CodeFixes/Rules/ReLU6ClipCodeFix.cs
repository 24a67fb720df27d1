using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using QuantGen.Analyzers;

namespace QuantGen.CodeFixes.Rules;

/// <summary>Puts a ReLU in the place of a ReLU6.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReLU6ClipCodeFix))]
[Shared]
public sealed class ReLU6ClipCodeFix() : UseReLUCodeFix(DiagnosticIds.ReLU6Clip);
