using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QuantGen.ModelReading.Flows;

/// <summary>Finds the variables that a piece of code gives a new value to.</summary>
internal static class AssignedNames
{
    /// <summary>The names assigned to, handed out by reference, or written into by an in-place method, in the order of the text.</summary>
    public static IReadOnlyList<string> In(SyntaxNode code)
    {
        var names = new List<string>();
        foreach (var node in code.DescendantNodes())
        {
            switch (node)
            {
                case AssignmentExpressionSyntax { Left: var target }:
                    Add(target, names);
                    break;
                case ArgumentSyntax { RefKindKeyword.RawKind: not (int)SyntaxKind.None, Expression: var target }:
                    Add(target, names);
                    break;
                case MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax target, Name.Identifier.ValueText: var method }
                    when TensorMembers.IsInPlace(method) || TensorMembers.IsListAddition(method) || method == "append":
                    Add(target, names);
                    break;
            }
        }

        return names;
    }

    private static void Add(ExpressionSyntax target, List<string> names)
    {
        switch (target)
        {
            case IdentifierNameSyntax { Identifier.ValueText: var name }:
                if (!names.Contains(name))
                    names.Add(name);
                break;
            case TupleExpressionSyntax tuple:
                foreach (var argument in tuple.Arguments)
                    Add(argument.Expression, names);
                break;
            case ElementAccessExpressionSyntax { Expression: var array }:
                Add(array, names);
                break;
        }
    }
}
