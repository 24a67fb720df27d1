using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Models;

namespace QuantGen.ModelReading.Reading;

/// <summary>
/// Writes values of the class's constructors so that the twin's constructor, which knows the fields alone, has the same: literals
/// and constants stay, a parameter gives way to the field that keeps it.
/// </summary>
/// <param name="fields">The fields; what is used is marked so.</param>
/// <param name="creations">What is assigned to them.</param>
/// <param name="members">The members of the class.</param>
/// <param name="constants">Repeats private constants.</param>
/// <param name="names">Writes the names of classes.</param>
internal sealed class SettledValues(FieldTable fields, CreationReader creations, MemberTable members, ConstantRepeater constants, TypeNames names)
{
    /// <summary>The value as code of the twin's constructor; null if nothing keeps it.</summary>
    public string? TextOf(ExpressionSyntax value) => value switch
    {
        LiteralExpressionSyntax => value.ToString(),
        ParenthesizedExpressionSyntax { Expression: var inner } => TextOf(inner) is { } text ? $"({text})" : null,
        PrefixUnaryExpressionSyntax { Operand: var operand, OperatorToken: var sign } => TextOf(operand) is { } text ? sign.Text + text : null,
        BinaryExpressionSyntax binary => (TextOf(binary.Left), TextOf(binary.Right)) is ({ } left, { } right) ? $"{left} {binary.OperatorToken.Text} {right}" : null,
        ConditionalExpressionSyntax choice =>
            (TextOf(choice.Condition), TextOf(choice.WhenTrue), TextOf(choice.WhenFalse)) is ({ } condition, { } yes, { } no) ? $"{condition} ? {yes} : {no}" : null,
        CastExpressionSyntax { Type: PredefinedTypeSyntax type, Expression: var inner } => TextOf(inner) is { } text ? $"({type}){text}" : null,
        IdentifierNameSyntax name => TextOfName(name),
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: IdentifierNameSyntax name } => TextOfField(name.Identifier.ValueText),
        MemberAccessExpressionSyntax access => TextOfMember(access),
        _ => null,
    };

    private string? TextOfName(IdentifierNameSyntax name)
    {
        var text = name.Identifier.ValueText;
        if (ConstructorOf(name) is { } constructor && constructor.ParameterList.Parameters.Any(parameter => parameter.Identifier.ValueText == text))
            return KeeperOf(text, constructor) is { } keeper ? Use(keeper) : null;
        return TextOfField(text) ?? TextOfConstant(text);
    }

    private static ConstructorDeclarationSyntax? ConstructorOf(SyntaxNode node) => node.FirstAncestorOrSelf<ConstructorDeclarationSyntax>();

    /// <summary>The field that a constructor puts a parameter into, unchanged.</summary>
    private FieldEntry? KeeperOf(string parameter, ConstructorDeclarationSyntax constructor)
    {
        foreach (var field in fields.Entries)
        {
            if (field is { Role: FieldRole.Value, IsHidden: false }
                && IsLasting(field)
                && creations.Of(field.Name.ValueText) is [IdentifierNameSyntax { Identifier.ValueText: var source } value]
                && source == parameter
                && ConstructorOf(value) == constructor)
            {
                return field;
            }
        }

        return null;
    }

    private string? TextOfField(string name) =>
        fields.Find(name) is { Role: FieldRole.Value or FieldRole.Constant, IsHidden: false } field && IsLasting(field) ? Use(field) : null;

    /// <summary>Whether it still has the value that it had when the layer was made.</summary>
    private static bool IsLasting(FieldEntry field) => field is { IsAssigned: false, Symbol: IParameterSymbol or IFieldSymbol { IsReadOnly: true } or IFieldSymbol { IsConst: true } or IPropertySymbol { SetMethod: null or { IsInitOnly: true } } };

    private static string Use(FieldEntry field)
    {
        field.IsUsed = true;
        return field.Name.Text;
    }

    private string? TextOfConstant(string name)
    {
        if (members.Find(name) is not [IFieldSymbol { IsStatic: true } or IFieldSymbol { IsConst: true }, ..])
            return null;

        var member = members.Find(name)[0];
        if (member.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal)
            return names.Reference(member.ContainingType) + "." + name;
        return constants.TryRepeat(member) ? name : null;
    }

    /// <summary>A member of a value that is kept, as <c>options.Heads</c>, or of a type, as <c>NonLinearities.ReLU</c>.</summary>
    private string? TextOfMember(MemberAccessExpressionSyntax access)
    {
        if (access.Expression is IdentifierNameSyntax or MemberAccessExpressionSyntax && TextOf(access.Expression) is { } kept)
            return kept + "." + access.Name;

        var root = access.Expression;
        while (root is MemberAccessExpressionSyntax { Expression: var outer })
            root = outer;
        if (root is PredefinedTypeSyntax)
            return access.ToString();
        if (root is not IdentifierNameSyntax { Identifier.ValueText: var type } name || IsLocal(name) || fields.Find(type) is not null || members.Find(type).Count > 0)
            return null;

        constants.OutsideNames.Add(type);
        return access.ToString();
    }

    private static bool IsLocal(IdentifierNameSyntax name)
    {
        if (ConstructorOf(name) is not { } constructor)
            return false;

        var text = name.Identifier.ValueText;
        return constructor.ParameterList.Parameters.Any(parameter => parameter.Identifier.ValueText == text)
            || constructor.DescendantNodes().Any(node => node is VariableDeclaratorSyntax variable && variable.Identifier.ValueText == text);
    }
}
