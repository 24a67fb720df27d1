using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using QuantGen.Analyzers;

namespace QuantGen.CodeFixes.Rules;

/// <summary>Puts a ReLU in the place of an activation that cannot be clipped.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnclippedActivationCodeFix))]
[Shared]
public sealed class UnclippedActivationCodeFix() : UseReLUCodeFix(DiagnosticIds.UnclippedActivation);
