using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QuantGen.CodeFixes.Layers;

/// <summary>Where the parts of a class name one of its fields.</summary>
internal static class FieldUses
{
    /// <summary>The expressions that read or write the field, in all parts of its class that the user wrote.</summary>
    public static async Task<ImmutableArray<(Document Document, ExpressionSyntax Use)>> FindAsync(
        Solution solution, IFieldSymbol field, CancellationToken cancellation)
    {
        var uses = ImmutableArray.CreateBuilder<(Document Document, ExpressionSyntax Use)>();
        foreach (var reference in field.ContainingType.DeclaringSyntaxReferences)
        {
            if (solution.GetDocument(reference.SyntaxTree) is not { } document || document is SourceGeneratedDocument)
                continue;

            var part = await reference.GetSyntaxAsync(cancellation).ConfigureAwait(false);
            var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
            foreach (var name in part.DescendantNodes().OfType<IdentifierNameSyntax>())
            {
                if (name.Identifier.ValueText == field.Name
                    && SymbolEqualityComparer.Default.Equals(model!.GetSymbolInfo(name, cancellation).Symbol, field))
                {
                    uses.Add((document, name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name));
                }
            }
        }

        return uses.ToImmutable();
    }

    /// <summary>The name in an expression that reads a field, without the <c>this.</c> in front of it.</summary>
    public static SimpleNameSyntax? Name(ExpressionSyntax use) => use switch
    {
        SimpleNameSyntax name => name,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access => access.Name,
        PostfixUnaryExpressionSyntax suppressed => Name(suppressed.Operand),
        ParenthesizedExpressionSyntax parenthesized => Name(parenthesized.Expression),
        _ => null,
    };
}
