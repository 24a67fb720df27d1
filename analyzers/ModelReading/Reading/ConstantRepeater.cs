using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Models;

namespace QuantGen.ModelReading.Reading;

/// <summary>Repeats private constants in the twin, and private static fields that nobody can change.</summary>
/// <param name="fields">Takes what is repeated.</param>
/// <param name="members">The members of the class.</param>
internal sealed class ConstantRepeater(FieldTable fields, MemberTable members)
{
    /// <summary>The names in repeated values that come from outside the class.</summary>
    public HashSet<string> OutsideNames { get; } = new(StringComparer.Ordinal);

    /// <summary>Repeats a member with the constants that its value is computed from; false if its value may change or cannot be written down again.</summary>
    public bool TryRepeat(ISymbol member)
    {
        if (fields.Find(member.Name) is { } known)
            return SymbolEqualityComparer.Default.Equals(known.Symbol, member);
        if (member is not IFieldSymbol field
            || !(field.IsConst || (field is { IsStatic: true, IsReadOnly: true } && IsPlain(field.Type)))
            || field.DeclaringSyntaxReferences is not [var reference, ..]
            || reference.GetSyntax() is not VariableDeclaratorSyntax { Initializer.Value: var value, Parent: VariableDeclarationSyntax declaration } declarator)
        {
            return false;
        }

        var outside = new List<string>();
        if (!CanRepeat(value, outside))
            return false;

        OutsideNames.UnionWith(outside);
        fields.Add(new FieldEntry(new FieldDeclaration(field, declarator.Identifier, declaration.Type), field.Type, declaration.Type, FieldRole.Constant)
        {
            IsUsed = true,
            IsStaticReadOnly = !field.IsConst,
            Constant = value.ToString(),
        });
        return true;
    }

    private static bool IsPlain(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsPlain(array.ElementType),
        { TypeKind: TypeKind.Enum } => true,
        _ => type.SpecialType is not (SpecialType.None or SpecialType.System_Object),
    };

    private bool CanRepeat(ExpressionSyntax value, List<string> outside)
    {
        foreach (var node in value.DescendantNodesAndSelf())
        {
            switch (node)
            {
                case AnonymousFunctionExpressionSyntax or AssignmentExpressionSyntax { Parent: not InitializerExpressionSyntax } or ThisExpressionSyntax:
                    return false;
                case SimpleNameSyntax { Parent: MemberAccessExpressionSyntax { Expression: var left } access } name when access.Name == name:
                    if (left.ToString() == members.Chain[0].Name)
                        return false;
                    break;
                case SimpleNameSyntax { Parent: NameColonSyntax }:
                    break;
                case SimpleNameSyntax { Identifier.ValueText: var name }:
                    if (members.Find(name) is not [var own, ..])
                        outside.Add(name);
                    else if (!TryRepeat(own))
                        return false;
                    break;
            }
        }

        return true;
    }
}
