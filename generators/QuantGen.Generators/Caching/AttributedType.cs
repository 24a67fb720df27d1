using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Infrastructure;

namespace QuantGen.Generators.Caching;

/// <summary>A type with attributes, of which syntax alone does not tell whether the annotation is among them.</summary>
/// <param name="declaration">The type, or the part of it that has the attributes.</param>
internal sealed class AttributedType(TypeDeclarationSyntax declaration)
{
    private const string Generated = "generated";

    private StrongBox<ulong>? _fingerprint;

    /// <summary>The declaration with the attributes.</summary>
    public TypeDeclarationSyntax Declaration { get; } = declaration;

    /// <summary>The last names of the attributes, as written.</summary>
    public ImmutableArray<string> Attributes { get; } = NamesOf(declaration.AttributeLists);

    /// <summary>
    /// The same for two declarations of one text that mean the same wherever in their files they stand, as before and after an edit above them.
    /// </summary>
    public ulong Fingerprint => (_fingerprint ??= new StrongBox<ulong>(Compute(Declaration))).Value;

    private static ImmutableArray<string> NamesOf(SyntaxList<AttributeListSyntax> lists)
    {
        var names = ImmutableArray.CreateBuilder<string>(lists.Count);
        foreach (var list in lists)
        {
            foreach (var attribute in list.Attributes)
                names.Add(SyntaxNames.LastOf(attribute.Name));
        }

        return names.DrainToImmutable();
    }

    private static ulong Compute(TypeDeclarationSyntax declaration)
    {
        var file = declaration.SyntaxTree;
        var hash = Caching.Fingerprint.Add(Caching.Fingerprint.Start, file.GetText().ToString(), declaration.FullSpan);
        hash = Caching.Fingerprint.AddIdentity(hash, file.Options);
        hash = Caching.Fingerprint.Add(hash, file.FilePath, new(0, file.FilePath.Length));

        // Directives and the mark of generated code reach from the text before into the declaration.
        return DependsOnTextBefore(file.GetRoot()) ? Caching.Fingerprint.AddIdentity(hash, file) : hash;
    }

    private static bool DependsOnTextBefore(SyntaxNode root) =>
        root.ContainsDirectives || root.GetLeadingTrivia().Any(static trivia =>
            (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia)) && trivia.ToString().Contains(Generated));
}
