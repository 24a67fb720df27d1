using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QuantGen.ModelReading.Reading;

/// <summary>
/// Finds the places where the members of a class mention a name. The text is searched first: the compiler makes an object of every node that is walked
/// over, and most of a constructor has nothing to do with the one field that is asked about.
/// </summary>
internal static class Mentions
{
    private const string Escape = "\\u";

    /// <summary>The tokens that are the name, in the order of the text, and the members that they stand in; none in types inside the class.</summary>
    /// <param name="part">The part of the class.</param>
    /// <param name="text">The text of its file.</param>
    /// <param name="name">The name.</param>
    /// <param name="isWanted">Which members are looked into.</param>
    public static List<(SyntaxToken Token, MemberDeclarationSyntax Member)> In(
        TypeDeclarationSyntax part, string text, string name, Func<MemberDeclarationSyntax, bool> isWanted)
    {
        var end = part.Span.End;

        // A name that is not typed yet stands nowhere.
        if (name.Length == 0)
            return [];
        if (MayBeEscaped(text, part))
            return [.. Spelled(part, name, isWanted)];

        var found = new List<(SyntaxToken, MemberDeclarationSyntax)>();
        for (var i = Next(part.SpanStart); i >= 0; i = Next(i + name.Length))
        {
            if (IsWord(text, i, name.Length)
                && MemberAt(part.Members, i) is { } member and not BaseTypeDeclarationSyntax
                && isWanted(member)
                && TokenAt(member, i) is var token
                && Is(token, name))
            {
                found.Add((token, member));
            }
        }

        return found;

        int Next(int start) => start < end ? text.IndexOf(name, start, end - start, StringComparison.Ordinal) : -1;
    }

    /// <summary>Whether an identifier may be spelled with escapes, so that its text is not its name.</summary>
    private static bool MayBeEscaped(string text, TypeDeclarationSyntax part)
    {
        var (start, end) = (part.SpanStart, part.Span.End);
        var first = text.IndexOf(Escape[0], start, end - start);
        return first >= 0 && text.IndexOf(Escape, first, end - first, StringComparison.OrdinalIgnoreCase) >= 0;
    }

    private static IEnumerable<(SyntaxToken Token, MemberDeclarationSyntax Member)> Spelled(TypeDeclarationSyntax part, string name, Func<MemberDeclarationSyntax, bool> isWanted) =>
        from member in part.Members
        where member is not BaseTypeDeclarationSyntax && isWanted(member)
        from token in member.DescendantTokens()
        where Is(token, name)
        select (token, member);

    private static bool Is(SyntaxToken token, string name) => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name;

    private static bool IsWord(string text, int start, int length) =>
        (start == 0 || !SyntaxFacts.IsIdentifierPartCharacter(text[start - 1]))
        && (start + length == text.Length || !SyntaxFacts.IsIdentifierPartCharacter(text[start + length]));

    /// <summary>The token at a place. Every field's name stands in its declaration, whose tokens are at hand without a search through the tree.</summary>
    private static SyntaxToken TokenAt(MemberDeclarationSyntax member, int position)
    {
        if (member is FieldDeclarationSyntax { Declaration.Variables: var variables })
        {
            foreach (var variable in variables)
            {
                if (variable.Identifier.SpanStart == position)
                    return variable.Identifier;
            }
        }

        return member.FindToken(position);
    }

    private static MemberDeclarationSyntax? MemberAt(SyntaxList<MemberDeclarationSyntax> members, int position)
    {
        var (low, high) = (0, members.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var member = members[middle];
            if (position < member.FullSpan.Start)
                high = middle - 1;
            else if (position >= member.FullSpan.End)
                low = middle + 1;
            else
                return member;
        }

        return null;
    }
}
