using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using QuantGen.CodeFixes.Editing;

namespace QuantGen.CodeFixes.Layers;

/// <summary>Makes a static field an instance field.</summary>
internal static class InstanceField
{
    /// <summary>The fix; null where code without an instance uses the field.</summary>
    public static async Task<PlannedFix?> PlanAsync(Solution solution, IFieldSymbol field, CancellationToken cancellation)
    {
        if (field.DeclaringSyntaxReferences.FirstOrDefault() is not { } reference
            || (await reference.GetSyntaxAsync(cancellation).ConfigureAwait(false)).Parent?.Parent is not FieldDeclarationSyntax declaration
            || declaration.Declaration.Variables.Count > 1
            || solution.GetDocument(reference.SyntaxTree) is not { } document)
        {
            return null;
        }

        foreach (var (user, use) in await FieldUses.FindAsync(solution, field, cancellation).ConfigureAwait(false))
        {
            var semantics = await user.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
            if (use is not IdentifierNameSyntax || InStaticCode(semantics!, use))
                return null;
        }

        // The field may be used, and so reported, at several places.
        var modifier = declaration.Modifiers.First(static modifier => modifier.IsKind(SyntaxKind.StaticKeyword));
        var span = TextSpan.FromBounds(modifier.SpanStart, modifier.GetNextToken().SpanStart);
        return new PlannedFix(
            $"Make '{field.Name}' an instance field",
            "QG1017.Instance",
            [new SourceEdit(document.Id, span, string.Empty) { IsShared = true }]);
    }

    /// <summary>Whether the code around a node has no instance of its class.</summary>
    public static bool InStaticCode(SemanticModel model, SyntaxNode node)
    {
        var symbol = model.GetEnclosingSymbol(node.SpanStart);
        for (; symbol is not null and not INamedTypeSymbol; symbol = symbol.ContainingSymbol)
        {
            if (symbol.IsStatic)
                return true;
        }

        return false;
    }
}
