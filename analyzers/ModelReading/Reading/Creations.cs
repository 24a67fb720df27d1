using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QuantGen.ModelReading.Reading;

/// <summary>What members of a class do to a field.</summary>
/// <param name="Values">The expressions assigned to it, its initializer included, in the order of the text.</param>
/// <param name="IsHandedOut">Whether it is handed out by <c>ref</c> or <c>out</c>, so that nothing is known of what it holds.</param>
internal sealed record Creations(ImmutableArray<ExpressionSyntax> Values, bool IsHandedOut)
{
    /// <summary>Looks for a field in the parts of classes.</summary>
    /// <param name="parts">The parts, and the texts of their files.</param>
    /// <param name="field">The field's name.</param>
    /// <param name="isWanted">Which of their members count.</param>
    public static Creations In(IReadOnlyList<(TypeDeclarationSyntax Part, string Text)> parts, string field, Func<MemberDeclarationSyntax, bool> isWanted)
    {
        var values = ImmutableArray.CreateBuilder<ExpressionSyntax>();
        var isHandedOut = false;
        foreach (var (part, text) in parts)
        {
            foreach (var (token, member) in Mentions.In(part, text, field, isWanted))
            {
                if (InitializerOf(token) is { } initial)
                    values.Add(initial);
                else if (OwnName(token, member, text) is not { Parent: { } around } name)
                    continue;
                else if (around is AssignmentExpressionSyntax { Right: var value } assignment && assignment.Left == name)
                    values.Add(value);
                else
                    isHandedOut |= around is ArgumentSyntax argument && !argument.RefKindKeyword.IsKind(SyntaxKind.None);
            }
        }

        return new Creations(values.ToImmutable(), isHandedOut);
    }

    /// <summary>The expression <c>name</c> or <c>this.name</c> that a token ends, where it can mean a member of the class; null where it cannot.</summary>
    /// <param name="token">The token.</param>
    /// <param name="member">The member of the class around it.</param>
    /// <param name="text">The text of the file.</param>
    public static ExpressionSyntax? OwnName(SyntaxToken token, MemberDeclarationSyntax member, string text) => token.Parent switch
    {
        IdentifierNameSyntax { Parent: MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access } name when access.Name == name => access,
        IdentifierNameSyntax { Parent: MemberAccessExpressionSyntax access } name when access.Name == name => null,
        IdentifierNameSyntax name when !IsParameter(token.ValueText, member, text) => name,
        _ => null,
    };

    private static ExpressionSyntax? InitializerOf(SyntaxToken token) => token.Parent switch
    {
        VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax, Initializer.Value: var value } variable when variable.Identifier == token => value,
        PropertyDeclarationSyntax { Initializer.Value: var value } property when property.Identifier == token => value,
        _ => null,
    };

    private static bool IsParameter(string name, MemberDeclarationSyntax member, string text) =>
        Parameters.Named((member as BaseMethodDeclarationSyntax)?.ParameterList, text, name) is not null;
}
