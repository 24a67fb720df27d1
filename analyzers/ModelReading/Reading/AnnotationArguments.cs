using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QuantGen.ModelReading.Reading;

/// <summary>
/// The arguments of a <c>[Quantize]</c>: as the compiler bound them, or read off the text where that says it all. The compiler takes as long to bind
/// one attribute as the reading of a small class takes.
/// </summary>
internal sealed class AnnotationArguments
{
    private const string Attribute = "Attribute";

    private AnnotationArguments(bool writesWeights, string? weights, ImmutableArray<AnnotationArgument> named) => (WritesWeights, Weights, Named) = (writesWeights, weights, named);

    /// <summary>Whether there is an argument without a name.</summary>
    public bool WritesWeights { get; }

    /// <summary>The member of <c>Granularity</c> that it is; null if there is none.</summary>
    public string? Weights { get; }

    /// <summary>The others.</summary>
    public ImmutableArray<AnnotationArgument> Named { get; }

    /// <summary>Whether their text alone said what they are.</summary>
    public bool AreWritten { get; private init; }

    /// <summary>Whether the compiler refuses some of them.</summary>
    public bool AreFaulty { get; private init; }

    /// <summary>Whether a property is given a value.</summary>
    public bool Writes(string property)
    {
        foreach (var argument in Named)
        {
            if (argument.Name == property)
                return argument.Value is not null;
        }

        return false;
    }

    /// <summary>The arguments of an annotation that the compiler bound; null if there is none.</summary>
    public static AnnotationArguments? Of(AttributeData? annotation) => annotation is null ? null : new(
        !annotation.ConstructorArguments.IsEmpty,
        annotation.ConstructorArguments is [.., var last] ? MemberOf(last) : null,
        [.. annotation.NamedArguments.Select(static argument => new AnnotationArgument(argument.Key, argument.Value.Value, MemberOf(argument.Value)))])
    {
        AreFaulty = annotation.AttributeConstructor is null || annotation.ConstructorArguments.Any(IsError) || annotation.NamedArguments.Any(static argument => IsError(argument.Value)),
    };

    /// <summary>The arguments of an attribute by its text; null if it is none of QuantGen's, or the text alone does not tell.</summary>
    /// <param name="attribute">The attribute of a class of which no member is mentioned.</param>
    /// <param name="lookup">Tells what names mean around the class.</param>
    public static AnnotationArguments? Written(AttributeSyntax attribute, TypeLookup lookup)
    {
        if (attribute.Name is not IdentifierNameSyntax { Identifier: { ValueText: var name } identifier }
            || identifier.Text.Length != name.Length
            || !lookup.TryFind(name, out var shorter)
            || !lookup.TryFind(name + Attribute, out var longer)
            || (shorter is null) == (longer is null)
            || (shorter ?? longer) is not { Name: "QuantizeAttribute", ContainingNamespace: { Name: "QuantGen", ContainingNamespace.IsGlobalNamespace: true } } type
            || lookup.Compilation.Declares(type))
        {
            return null;
        }

        if (attribute.ArgumentList is not { Arguments: { Count: > 0 } arguments })
            return new(writesWeights: false, weights: null, []) { AreWritten = true };

        var weights = default(AnnotationArgument?);
        var named = ImmutableArray.CreateBuilder<AnnotationArgument>(arguments.Count);
        foreach (var argument in arguments)
        {
            if (Written(argument, type, lookup) is not { } written)
                return null;
            if (argument.NameEquals is not null)
                named.Add(written);
            else if (weights is not null || named.Count > 0)
                return null;
            else
                weights = written;
        }

        return new(weights is not null, weights?.Member, named.DrainToImmutable()) { AreWritten = true };
    }

    private static AnnotationArgument? Written(AttributeArgumentSyntax argument, INamedTypeSymbol type, TypeLookup lookup)
    {
        var property = argument.NameEquals?.Name.Identifier.ValueText ?? nameof(Weights);
        if (argument.NameColon is not null || type.GetMembers(property) is not [IPropertySymbol { Type: var wanted }])
            return null;

        return (argument.Expression, wanted) switch
        {
            (LiteralExpressionSyntax { Token.Value: int number }, { SpecialType: SpecialType.System_Int32 }) => new(property, number, Member: null),
            (LiteralExpressionSyntax { Token.Value: bool choice }, { SpecialType: SpecialType.System_Boolean }) => new(property, choice, Member: null),
            (LiteralExpressionSyntax { Token.Value: string text }, { SpecialType: SpecialType.System_String }) => new(property, text, Member: null),
            (IdentifierNameSyntax { Identifier.ValueText: var name }, { TypeKind: TypeKind.Enum }) => Written(property, lookup.MemberOfEnum(name), wanted),
            (MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax home, Name: IdentifierNameSyntax { Identifier.ValueText: var name } }, { TypeKind: TypeKind.Enum }) =>
                Written(property, lookup.TypeOf(home)?.GetMembers(name) is [IFieldSymbol { HasConstantValue: true } field] ? field : null, wanted),
            _ => null,
        };
    }

    private static AnnotationArgument? Written(string property, IFieldSymbol? field, ITypeSymbol wanted) =>
        SymbolEqualityComparer.Default.Equals(field?.ContainingType, wanted) ? new(property, field!.ConstantValue, MemberOf(wanted, field.ConstantValue)) : null;

    private static bool IsError(TypedConstant value) => value.Kind == TypedConstantKind.Error;

    private static string? MemberOf(TypedConstant value) =>
        value is { Kind: TypedConstantKind.Enum, Type: { } type } ? MemberOf(type, value.Value) : null;

    private static string? MemberOf(ITypeSymbol type, object? value)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IFieldSymbol { HasConstantValue: true } field && Equals(field.ConstantValue, value))
                return field.Name;
        }

        return null;
    }
}
