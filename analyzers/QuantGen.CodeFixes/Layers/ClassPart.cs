using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using QuantGen.Analyzers.Forward;

namespace QuantGen.CodeFixes.Layers;

/// <summary>A part of a model class that the user wrote.</summary>
/// <param name="Document">Its document.</param>
/// <param name="Text">The document's text.</param>
/// <param name="Model">The document's semantic model.</param>
/// <param name="Syntax">The declaration.</param>
/// <param name="LayerFields">The instance fields that hold one module each, in the order of the text.</param>
internal sealed record ClassPart(
    Document Document,
    SourceText Text,
    SemanticModel Model,
    TypeDeclarationSyntax Syntax,
    ImmutableArray<FieldDeclarationSyntax> LayerFields)
{
    /// <summary>The parts of a class, that of the <paramref name="first"/> node in front.</summary>
    public static async Task<ImmutableArray<ClassPart>> FindAsync(
        Solution solution, INamedTypeSymbol type, SyntaxNode first, TorchSymbols symbols, CancellationToken cancellation)
    {
        var parts = ImmutableArray.CreateBuilder<ClassPart>();
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            if (solution.GetDocument(reference.SyntaxTree) is not { } document || document is SourceGeneratedDocument)
                continue;

            var syntax = (TypeDeclarationSyntax)await reference.GetSyntaxAsync(cancellation).ConfigureAwait(false);
            var model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
            var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
            ImmutableArray<FieldDeclarationSyntax> fields =
            [
                .. syntax.Members.OfType<FieldDeclarationSyntax>().Where(field =>
                    model.GetDeclaredSymbol(field.Declaration.Variables[0], cancellation) is IFieldSymbol { IsStatic: false } symbol
                    && symbols.IsModule(symbol.Type)),
            ];
            parts.Add(new ClassPart(document, text, model, syntax, fields));
        }

        return [.. parts.OrderByDescending(part => part.Syntax.SyntaxTree == first.SyntaxTree && part.Syntax.Span.Contains(first.Span))];
    }
}
