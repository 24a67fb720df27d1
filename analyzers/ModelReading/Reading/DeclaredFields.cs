using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QuantGen.ModelReading.Reading;

/// <summary>
/// Lists the instance fields and auto-properties of a class. Where its text says which there are, the compiler need not make symbols of all members of
/// the class; whether a property has a field, and what faulty code declares, is the compiler's to tell.
/// </summary>
internal static class DeclaredFields
{
    /// <summary>The fields, in the order of declaration.</summary>
    /// <param name="type">A class in source.</param>
    public static IEnumerable<FieldDeclaration> Of(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences is [var reference] && reference.GetSyntax() is ClassDeclarationSyntax { ContainsDiagnostics: false } part && Written(type, part) is { } written
            ? written
            : Bound(type);

    /// <summary>The fields by the text of the class's one part; null if that does not tell.</summary>
    private static List<FieldDeclaration>? Written(INamedTypeSymbol type, ClassDeclarationSyntax part)
    {
        var fields = new List<FieldDeclaration>();
        foreach (var member in part.Members)
        {
            switch (member)
            {
                case FieldDeclarationSyntax field when TryRead(field.Modifiers, out var accessibility, out var isReadOnly, out var isStatic):
                    if (isStatic)
                        break;
                    foreach (var variable in field.Declaration.Variables)
                        fields.Add(new FieldDeclaration(type, field, variable, accessibility, isReadOnly));
                    break;
                case BaseMethodDeclarationSyntax or BaseTypeDeclarationSyntax or DelegateDeclarationSyntax or EventFieldDeclarationSyntax or EventDeclarationSyntax:
                    break;
                default:
                    return null;
            }
        }

        return fields;
    }

    private static bool TryRead(SyntaxTokenList modifiers, out Accessibility accessibility, out bool isReadOnly, out bool isStatic)
    {
        (accessibility, isReadOnly, isStatic) = (Accessibility.NotApplicable, false, false);
        foreach (var modifier in modifiers)
        {
            var kind = modifier.Kind();
            if (kind == SyntaxKind.ReadOnlyKeyword)
                isReadOnly = true;
            else if (kind is SyntaxKind.StaticKeyword or SyntaxKind.ConstKeyword)
                isStatic = true;
            else if (kind is not (SyntaxKind.VolatileKeyword or SyntaxKind.RequiredKeyword or SyntaxKind.NewKeyword))
            {
                accessibility = With(accessibility, kind);
                if (accessibility == Accessibility.NotApplicable)
                    return false;
            }
        }

        if (accessibility == Accessibility.NotApplicable)
            accessibility = Accessibility.Private;
        return true;
    }

    private static Accessibility With(Accessibility accessibility, SyntaxKind modifier) => (accessibility, modifier) switch
    {
        (Accessibility.NotApplicable, SyntaxKind.PrivateKeyword) => Accessibility.Private,
        (Accessibility.NotApplicable, SyntaxKind.ProtectedKeyword) => Accessibility.Protected,
        (Accessibility.NotApplicable, SyntaxKind.InternalKeyword) => Accessibility.Internal,
        (Accessibility.NotApplicable, SyntaxKind.PublicKeyword) => Accessibility.Public,
        (Accessibility.Protected, SyntaxKind.InternalKeyword) or (Accessibility.Internal, SyntaxKind.ProtectedKeyword) => Accessibility.ProtectedOrInternal,
        (Accessibility.Protected, SyntaxKind.PrivateKeyword) or (Accessibility.Private, SyntaxKind.ProtectedKeyword) => Accessibility.ProtectedAndInternal,
        _ => Accessibility.NotApplicable,
    };

    private static IEnumerable<FieldDeclaration> Bound(INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IFieldSymbol { IsStatic: false, IsConst: false } field && Read(field.AssociatedSymbol ?? field) is { } declaration)
                yield return declaration;
        }
    }

    private static FieldDeclaration? Read(ISymbol symbol) => symbol is IEventSymbol || symbol.DeclaringSyntaxReferences is not [var reference, ..] ? null : reference.GetSyntax() switch
    {
        VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration } declarator => new FieldDeclaration(symbol, declarator.Identifier, declaration.Type),
        PropertyDeclarationSyntax property => new FieldDeclaration(symbol, property.Identifier, property.Type),
        _ => null,
    };
}
