using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QuantGen.ModelReading.Reading;

/// <summary>A field, an auto-property or a primary constructor's parameter, as it is declared.</summary>
internal sealed class FieldDeclaration
{
    /// <summary>Reads a declaration off its symbol.</summary>
    /// <param name="symbol">The field, the auto-property or the parameter.</param>
    /// <param name="name">Its name in the source.</param>
    /// <param name="written">Its type in the source.</param>
    public FieldDeclaration(ISymbol symbol, SyntaxToken name, TypeSyntax? written)
    {
        (Symbol, Owner, Member, Name, Written) = (symbol, symbol.ContainingType, name.Parent?.FirstAncestorOrSelf<MemberDeclarationSyntax>(), name, written);
        IsProperty = symbol is IPropertySymbol;
        IsReadOnly = symbol is IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null or { IsInitOnly: true } };
        Accessibility = symbol is IParameterSymbol ? Accessibility.Private : symbol.DeclaredAccessibility;
    }

    /// <summary>A field whose symbol nobody may want to know.</summary>
    /// <param name="owner">The class that it stands in.</param>
    /// <param name="member">Its declaration.</param>
    /// <param name="variable">Its name and initializer.</param>
    /// <param name="accessibility">Who may use it.</param>
    /// <param name="isReadOnly">Whether only constructors can assign to it.</param>
    public FieldDeclaration(INamedTypeSymbol owner, FieldDeclarationSyntax member, VariableDeclaratorSyntax variable, Accessibility accessibility, bool isReadOnly) =>
        (Owner, Member, Name, Written, Accessibility, IsReadOnly) = (owner, member, variable.Identifier, member.Declaration.Type, accessibility, isReadOnly);

    /// <summary>The class that it stands in.</summary>
    public INamedTypeSymbol Owner { get; }

    /// <summary>The declaration of the field or property; of a primary constructor's parameter that of the class.</summary>
    public MemberDeclarationSyntax? Member { get; }

    /// <summary>Its name in the source.</summary>
    public SyntaxToken Name { get; }

    /// <summary>Its type in the source.</summary>
    public TypeSyntax? Written { get; }

    /// <summary>Who may use it.</summary>
    public Accessibility Accessibility { get; }

    /// <summary>Whether only constructors can assign to it.</summary>
    public bool IsReadOnly { get; }

    /// <summary>Whether it is an auto-property.</summary>
    public bool IsProperty { get; }

    /// <summary>Its symbol.</summary>
    public ISymbol Symbol => field ??= SourceMembers.DeclaredBy(Owner, Name.ValueText, Name.Parent!)!;

    /// <summary>Its type, as the compiler binds it.</summary>
    public ITypeSymbol Type => Symbol switch
    {
        IFieldSymbol variable => variable.Type,
        IPropertySymbol property => property.Type,
        var parameter => ((IParameterSymbol)parameter).Type,
    };
}
