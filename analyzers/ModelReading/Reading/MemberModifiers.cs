using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Models;

namespace QuantGen.ModelReading.Reading;

/// <summary>Adapts the modifiers of a copied member to the twin, which is sealed and derives from no class of the user's.</summary>
internal static class MemberModifiers
{
    /// <summary>Notes what changes: no overriding, nothing protected.</summary>
    /// <param name="member">The member.</param>
    /// <param name="isHidden">Whether it becomes private whatever it was.</param>
    /// <param name="texts">Takes the changes.</param>
    public static void Adapt(MemberDeclarationSyntax member, bool isHidden, MemberTexts texts)
    {
        var hasAccess = !isHidden && (member.Modifiers.Any(SyntaxKind.InternalKeyword) || member.Modifiers.Any(SyntaxKind.PrivateKeyword));
        foreach (var modifier in member.Modifiers)
        {
            if (!hasAccess && (modifier.IsKind(SyntaxKind.ProtectedKeyword) || (isHidden && IsAccess(modifier.Kind()))))
            {
                texts.Replace(texts.RangeOf(modifier), "private");
                hasAccess = true;
            }
            else if (IsDropped(modifier.Kind()) || (isHidden && IsAccess(modifier.Kind())))
                texts.Replace(new TextRange(texts.RangeOf(modifier).Start, modifier.GetNextToken().SpanStart - modifier.SpanStart), "");
        }
    }

    private static bool IsAccess(SyntaxKind modifier) => modifier is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.PrivateKeyword;

    private static bool IsDropped(SyntaxKind modifier) => modifier
        is SyntaxKind.ProtectedKeyword
        or SyntaxKind.VirtualKeyword
        or SyntaxKind.OverrideKeyword
        or SyntaxKind.SealedKeyword
        or SyntaxKind.NewKeyword
        or SyntaxKind.PartialKeyword;
}
