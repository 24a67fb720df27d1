using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using QuantGen.ModelReading.Reading;

namespace QuantGen.Generators.Caching;

/// <summary>
/// A 64-bit hash of what a compilation declares: which types there are, under which names, with which bases, modifiers and
/// attributes, what the files use, what is referenced. What types contain is left out. While the hash stays, a name in an
/// unchanged file means the same type, and the same classes are annotated, in the same order.
/// </summary>
/// <param name="compilation">The compilation.</param>
internal sealed class DeclarationHash(Compilation compilation)
{
    private const ulong End = ulong.MaxValue;

    // A build runs the generator once, and never needs the hash. What it is computed from is kept instead, of the last run alone, as the driver keeps it; of the compilation's symbols nothing.
    private readonly CompilationOptions _options = compilation.Options;
    private readonly ImmutableArray<MetadataReference> _references = compilation.ExternalReferences;
    private readonly ImmutableArray<SyntaxTree> _files = ((CSharpCompilation)compilation).SyntaxTrees;
    private StrongBox<ulong>? _value;

    /// <summary>Whether nothing was declared, renamed or taken away between two compilations.</summary>
    /// <param name="other">The hash of the other one.</param>
    public bool IsOf(DeclarationHash other) => Value == other.Value;

    private ulong Value => (_value ??= new StrongBox<ulong>(Compute())).Value;

    /// <summary>The hash of a file.</summary>
    public static ulong Of(SyntaxTree file)
    {
        var text = file.GetText().ToString();
        var hash = Fingerprint.Start;
        if (file.GetRoot() is CompilationUnitSyntax root)
        {
            Add(root.Usings, text, ref hash);
            Add(root.Members, text, ref hash);
        }

        return hash;
    }

    /// <summary>Of the files only those are read that are new.</summary>
    private ulong Compute()
    {
        var hash = Fingerprint.AddIdentity(Fingerprint.Start, _options);
        foreach (var reference in _references)
            hash = Fingerprint.AddIdentity(hash, reference);
        foreach (var file in _files)
            hash = Fingerprint.Add(hash, FileFacts.Of(file).Outline.Declarations);
        return hash;
    }

    private static void Add(SyntaxList<MemberDeclarationSyntax> members, string text, ref ulong hash)
    {
        foreach (var member in members)
        {
            switch (member)
            {
                case BaseNamespaceDeclarationSyntax space:
                    hash = Fingerprint.Add(hash, text, space.Name.Span);
                    Add(space.Usings, text, ref hash);
                    Add(space.Members, text, ref hash);
                    break;
                case TypeDeclarationSyntax type:
                    hash = Fingerprint.Add(hash, text, TextSpan.FromBounds(type.SpanStart, HeaderEnd(type, type.OpenBraceToken)));
                    Add(type.Members, text, ref hash);
                    break;
                case EnumDeclarationSyntax type:
                    hash = Fingerprint.Add(hash, text, TextSpan.FromBounds(type.SpanStart, HeaderEnd(type, type.OpenBraceToken)));
                    break;
                case DelegateDeclarationSyntax type:
                    hash = Fingerprint.Add(hash, text, type.Span);
                    break;
            }
        }

        // Whether a type stands inside or behind another one matters.
        hash = Fingerprint.Add(hash, End);
    }

    private static void Add(SyntaxList<UsingDirectiveSyntax> usings, string text, ref ulong hash)
    {
        foreach (var directive in usings)
            hash = Fingerprint.Add(hash, text, directive.Span);
    }

    private static int HeaderEnd(SyntaxNode type, SyntaxToken brace) => brace.IsKind(SyntaxKind.None) ? type.Span.End : brace.SpanStart;
}
