using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QuantGen.CodeFixes.Layers;

/// <summary>What a collection of layers is as a <c>ModuleList</c>, where the code shows it.</summary>
internal static class ModuleListForm
{
    /// <summary>The list's type for that of an array or list; null for any other collection.</summary>
    public static string? TypeOf(TypeSyntax collection) => collection switch
    {
        ArrayTypeSyntax { RankSpecifiers: [{ Rank: 1 }], ElementType: var element } => $"ModuleList<{element}>",
        GenericNameSyntax { Identifier.ValueText: "List" or "IList" or "IReadOnlyList", TypeArgumentList.Arguments: [var element] } =>
            $"ModuleList<{element}>",
        QualifiedNameSyntax { Right: var name } => TypeOf(name),
        _ => null,
    };

    /// <summary>The creation of the list for that of a collection; null where that says more than which layers are in it.</summary>
    public static string? CreationOf(ExpressionSyntax collection) => collection switch
    {
        CollectionExpressionSyntax { Elements: var elements } when elements.All(static element => element is ExpressionElementSyntax) =>
            New(elements),
        InitializerExpressionSyntax { Expressions: var elements } => New(elements),
        ImplicitArrayCreationExpressionSyntax { Initializer.Expressions: var elements } => New(elements),
        ArrayCreationExpressionSyntax { Initializer: { Expressions: var elements } } => New(elements),
        BaseObjectCreationExpressionSyntax { ArgumentList: null or { Arguments.Count: 0 }, Initializer: null } => "new()",
        BaseObjectCreationExpressionSyntax { ArgumentList: null or { Arguments.Count: 0 }, Initializer: { Expressions: var elements } } =>
            New(elements),
        _ => null,
    };

    /// <summary>Whether a use of the collection means the same for the list; a <c>Length</c> does once it is called <c>Count</c>.</summary>
    public static bool Fits(ExpressionSyntax use) => use.Parent switch
    {
        ElementAccessExpressionSyntax access => access.Expression == use,
        ForEachStatementSyntax loop => loop.Expression == use,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Count" or "Length" or "Add" or "Insert" } access =>
            access.Expression == use,
        _ => false,
    };

    private static string New<T>(SeparatedSyntaxList<T> elements)
        where T : SyntaxNode =>
        $"new({string.Join(", ", elements)})";
}
