using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace QuantGen.ModelReading.Reading;

/// <summary>
/// Asks classes in source for members by name. At the first such question the compiler makes the symbols of all members of a class, so what a class
/// does not declare is answered by the names alone.
/// </summary>
internal static class SourceMembers
{
    /// <summary>The members of a name, in the order of declaration.</summary>
    /// <param name="type">The class.</param>
    /// <param name="name">The name.</param>
    public static ImmutableArray<ISymbol> Named(INamedTypeSymbol type, string name) =>
        type.MemberNames is ICollection<string> names && !names.Contains(name) && type.GetTypeMembers(name).IsEmpty ? [] : type.GetMembers(name);

    /// <summary>The symbol of a member; null of code that declares none, as one without a name.</summary>
    /// <param name="type">The class.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="declaration">Its declaration.</param>
    public static ISymbol? DeclaredBy(INamedTypeSymbol type, string name, SyntaxNode declaration)
    {
        foreach (var member in type.GetMembers(name))
        {
            if ((member as IMethodSymbol)?.PartialImplementationPart is { } code && IsDeclaredBy(code, declaration))
                return code;
            if (IsDeclaredBy(member, declaration))
                return member;
        }

        return null;
    }

    private static bool IsDeclaredBy(ISymbol member, SyntaxNode declaration) =>
        member.DeclaringSyntaxReferences is [var reference, ..] && reference.SyntaxTree == declaration.SyntaxTree && reference.Span == declaration.Span;
}
