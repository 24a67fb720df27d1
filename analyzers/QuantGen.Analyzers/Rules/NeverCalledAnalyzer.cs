using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Layers;
using QuantGen.ModelReading.Models;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG2009: a layer in a private field that nothing but its creation mentions.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NeverCalledAnalyzer() : LayerRuleAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.NeverCalled,
        "Layer is registered but never called",
        "'{0}' is registered, but nothing in '{1}' calls it: its parameters are saved and counted, and its copy in the twin never gets "
        + "a range; call it in forward, or remove it",
        RuleCategories.Forward,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A layer that is never called is usually a call that was forgotten.",
        HelpLinks.Base + DiagnosticIds.NeverCalled + HelpLinks.Extension);

    private protected override void Analyze(ModelView model, Action<Diagnostic> report)
    {
        if (!LayerGraphReader.CanFollow(model.Reading) || model.Parts.Any(WalksOverChildren))
            return;

        foreach (var field in model.Reading.Fields)
        {
            if (field.Model.Role == FieldRole.Layer
                && field.Symbol is IFieldSymbol { DeclaredAccessibility: Accessibility.Private } symbol
                && SymbolEqualityComparer.Default.Equals(symbol.ContainingType, model.Type)
                && !model.Parts.Any(part => IsUsed(field.Name.ValueText, part)))
            {
                report(Diagnostic.Create(Rule, field.Name.GetLocation(), field.Model.Name, model.Type.Name));
            }
        }
    }

    // Who goes through all children calls them without their names.
    private static bool WalksOverChildren(TypeDeclarationSyntax part) => part.DescendantNodes().OfType<InvocationExpressionSyntax>()
        .Any(static call =>
            ModelView.NameOf(call) is "children" or "named_children" or "modules" or "named_modules"
            && call.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is null);

    private static bool IsUsed(string field, TypeDeclarationSyntax part) => part.DescendantNodes().OfType<IdentifierNameSyntax>()
        .Any(name => name.Identifier.ValueText == field && IsUse(name));

    // In a constructor a layer is made, registered and initialized; only handing it to another object is a use.
    private static bool IsUse(IdentifierNameSyntax name)
    {
        SyntaxNode whole = name.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } own ? own : name;
        return name.FirstAncestorOrSelf<MemberDeclarationSyntax>() switch
        {
            ConstructorDeclarationSyntax or FieldDeclarationSyntax =>
                whole.Parent is not (AssignmentExpressionSyntax or MemberAccessExpressionSyntax)
                && !(whole.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } && Registers(call)),
            MethodDeclarationSyntax { Identifier.ValueText: "Dispose" } => false,
            _ => whole.Parent is not AssignmentExpressionSyntax assignment || assignment.Left != whole,
        };
    }

    private static bool Registers(InvocationExpressionSyntax call) => ModelView.NameOf(call) is "register_module" or "add_module";
}
