using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using QuantGen.CodeFixes.Editing;

namespace QuantGen.CodeFixes.Declarations;

/// <summary>Annotates one class like another.</summary>
internal static class Annotation
{
    /// <summary>
    /// The edit that puts <c>[Quantize]</c> above a class, with the arguments of another's where they bind there; null if the class stands in a project
    /// that does not know QuantGen.
    /// </summary>
    /// <param name="document">The document of the class.</param>
    /// <param name="text">Its text.</param>
    /// <param name="model">Its semantic model.</param>
    /// <param name="type">The class.</param>
    /// <param name="like">The annotation of the other class.</param>
    public static SourceEdit? Edit(
        Document document, SourceText text, SemanticModel model, TypeDeclarationSyntax type, AttributeSyntax? like)
    {
        string?[] candidates = [like?.ToString(), "Quantize", "QuantGen.Quantize", "global::QuantGen.Quantize"];
        return candidates.FirstOrDefault(one => one is not null && Binds(one, model, type, "QuantizeAttribute")) is { } annotation
            ? Above(document, text, type, annotation)
            : null;
    }

    /// <summary>
    /// The edit that puts <c>[Export]</c> above a class, beside the <c>[Quantize]</c> that it may have; null if the class stands in a project that does not
    /// know QuantGen.
    /// </summary>
    /// <param name="document">The document of the class.</param>
    /// <param name="text">Its text.</param>
    /// <param name="model">Its semantic model.</param>
    /// <param name="type">The class.</param>
    public static SourceEdit? Export(Document document, SourceText text, SemanticModel model, TypeDeclarationSyntax type)
    {
        string[] candidates = ["Export", "QuantGen.Export", "global::QuantGen.Export"];
        if (Array.Find(candidates, one => Binds(one, model, type, "ExportAttribute")) is not { } annotation)
            return null;

        return type.AttributeLists is [{ Target: null } only]
            ? new SourceEdit(document.Id, new TextSpan(only.Attributes.Span.End, 0), ", " + annotation) { IsShared = true }
            : Above(document, text, type, annotation);
    }

    private static SourceEdit Above(Document document, SourceText text, TypeDeclarationSyntax type, string annotation)
    {
        var line = "[" + annotation + "]" + Lines.NewLine(text, type.SpanStart) + Lines.Indentation(text, type.SpanStart);
        return new SourceEdit(document.Id, new TextSpan(type.SpanStart, 0), line) { IsShared = true };
    }

    private static bool Binds(string attribute, SemanticModel model, TypeDeclarationSyntax type, string name)
    {
        var syntax = SyntaxFactory.ParseCompilationUnit($"[{attribute}] class C;").DescendantNodes().OfType<AttributeSyntax>().First();
        return model.TryGetSpeculativeSemanticModel(type.Identifier.SpanStart, syntax, out var speculative)
            && speculative.GetSymbolInfo(syntax).Symbol is IMethodSymbol { ContainingType: { } bound }
            && bound.Name == name
            && bound.ContainingNamespace.Name == "QuantGen";
    }
}
