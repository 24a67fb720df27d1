using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace QuantGen.Generators.Caching;

/// <summary>
/// A 64-bit hash of everything in a compilation's files but the code of methods and properties. While it stays, and <see cref="DeclarationHash"/> with it, unchanged code is
/// bound to the same members of the same types.
/// </summary>
internal static class MemberHash
{
    private static readonly ConditionalWeakTable<Compilation, StrongBox<ulong>> s_compilations = new();
    private static readonly ConditionalWeakTable<SyntaxTree, StrongBox<ulong>> s_files = new();

    /// <summary>The hash of a compilation; of its files only those are read that are new.</summary>
    public static ulong Of(Compilation compilation) => s_compilations.GetValue(compilation, static compilation => new StrongBox<ulong>(Compute(compilation))).Value;

    private static ulong Compute(Compilation compilation)
    {
        var hash = Fingerprint.Start;
        foreach (var file in compilation.SyntaxTrees)
            hash = Fingerprint.Add(hash, s_files.GetValue(file, static file => new StrongBox<ulong>(Compute(file))).Value);
        return hash;
    }

    private static ulong Compute(SyntaxTree file)
    {
        var text = file.GetText().ToString();
        var (hash, position) = (Fingerprint.Start, 0);
        foreach (var code in file.GetRoot().DescendantNodes(static node => !IsCode(node)).Where(IsCode))
        {
            hash = Fingerprint.Add(hash, text, TextSpan.FromBounds(position, code.SpanStart));
            position = code.Span.End;
        }

        return Fingerprint.Add(hash, text, TextSpan.FromBounds(position, text.Length));
    }

    /// <summary>The value of a field says what a constant is, so it counts.</summary>
    private static bool IsCode(SyntaxNode node) => node is BlockSyntax or ArrowExpressionClauseSyntax;
}
