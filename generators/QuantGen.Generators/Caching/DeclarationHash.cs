using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace QuantGen.Generators.Caching;

/// <summary>
/// A 64-bit hash of what a compilation declares: which types there are, under which names, with which bases, modifiers and
/// attributes, what the files use, what is referenced. What types contain is left out. While the hash stays, a name in an
/// unchanged file means the same type.
/// </summary>
internal static class DeclarationHash
{
    private const ulong Prime = 1099511628211;
    private const ulong Offset = 14695981039346656037;
    private const ulong End = ulong.MaxValue;

    private static readonly ConditionalWeakTable<Compilation, StrongBox<ulong>> s_compilations = new();
    private static readonly ConditionalWeakTable<SyntaxTree, StrongBox<ulong>> s_files = new();
    private static readonly ConditionalWeakTable<object, StrongBox<ulong>> s_identities = new();
    private static long s_lastIdentity;

    /// <summary>The hash of a compilation, computed once for it; of its files only those are read that are new.</summary>
    public static ulong Of(Compilation compilation) =>
        s_compilations.GetValue(compilation, static compilation => new StrongBox<ulong>(Compute(compilation))).Value;

    private static ulong Compute(Compilation compilation)
    {
        var hash = Combine(Offset, IdentityOf(compilation.Options));
        foreach (var reference in compilation.ExternalReferences)
            hash = Combine(hash, IdentityOf(reference));
        foreach (var file in compilation.SyntaxTrees)
            hash = Combine(hash, s_files.GetValue(file, static file => new StrongBox<ulong>(Compute(file))).Value);
        return hash;
    }

    private static ulong Compute(SyntaxTree file)
    {
        var text = file.GetText();
        var hash = Offset;
        if (file.GetRoot() is CompilationUnitSyntax root)
        {
            Add(root.Usings, text, ref hash);
            Add(root.Members, text, ref hash);
        }

        return hash;
    }

    private static void Add(SyntaxList<MemberDeclarationSyntax> members, SourceText text, ref ulong hash)
    {
        foreach (var member in members)
        {
            switch (member)
            {
                case BaseNamespaceDeclarationSyntax space:
                    Add(space.Name.Span, text, ref hash);
                    Add(space.Usings, text, ref hash);
                    Add(space.Members, text, ref hash);
                    break;
                case TypeDeclarationSyntax type:
                    Add(TextSpan.FromBounds(type.SpanStart, HeaderEnd(type, type.OpenBraceToken)), text, ref hash);
                    Add(type.Members, text, ref hash);
                    break;
                case EnumDeclarationSyntax type:
                    Add(TextSpan.FromBounds(type.SpanStart, HeaderEnd(type, type.OpenBraceToken)), text, ref hash);
                    break;
                case DelegateDeclarationSyntax type:
                    Add(type.Span, text, ref hash);
                    break;
            }
        }

        // Whether a type stands inside or behind another one matters.
        hash = Combine(hash, End);
    }

    private static void Add(SyntaxList<UsingDirectiveSyntax> usings, SourceText text, ref ulong hash)
    {
        foreach (var directive in usings)
            Add(directive.Span, text, ref hash);
    }

    private static int HeaderEnd(SyntaxNode type, SyntaxToken brace) => brace.IsKind(SyntaxKind.None) ? type.Span.End : brace.SpanStart;

    private static void Add(TextSpan span, SourceText text, ref ulong hash)
    {
        for (var i = span.Start; i < span.End; i++)
            hash = Combine(hash, text[i]);
        hash = Combine(hash, (ulong)span.Length);
    }

    private static ulong Combine(ulong hash, ulong value) => unchecked((hash ^ value) * Prime);

    /// <summary>A number that no other object gets, without keeping the object alive.</summary>
    private static ulong IdentityOf(object instance) =>
        s_identities.GetValue(instance, static _ => new StrongBox<ulong>((ulong)Interlocked.Increment(ref s_lastIdentity))).Value;
}
