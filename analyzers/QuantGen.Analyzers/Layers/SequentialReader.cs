using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QuantGen.Analyzers.Layers;

/// <summary>Says which layers a <c>Sequential</c> holds, where the class shows it.</summary>
/// <param name="model">The class.</param>
internal sealed class SequentialReader(ModelView model)
{
    private HashSet<string>? _extended;

    /// <summary>Whether the class adds layers to the container in a field after it is made.</summary>
    public bool IsExtended(string field) => (_extended ??= FindExtended()).Contains(field);

    /// <summary>The layers that a call of <c>Sequential</c> is given, with their names in it; null if it is given anything else.</summary>
    public IReadOnlyList<(ExpressionSyntax Layer, string Name)>? ChildrenOf(InvocationExpressionSyntax creation)
    {
        if (ModelView.NameOf(creation) != "Sequential" || model.CreationAt(creation) is null)
            return null;

        var children = new List<(ExpressionSyntax Layer, string Name)>();
        foreach (var argument in creation.ArgumentList.Arguments)
        {
            var number = children.Count.ToString(CultureInfo.InvariantCulture);
            switch (argument.Expression)
            {
                case TupleExpressionSyntax { Arguments: [{ Expression: LiteralExpressionSyntax name }, { Expression: var layer }] }
                    when name.IsKind(SyntaxKind.StringLiteralExpression):
                    children.Add((layer, name.Token.ValueText));
                    break;
                case InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax:
                    children.Add((argument.Expression, number));
                    break;
                default:
                    return null;
            }
        }

        return children;
    }

    private HashSet<string> FindExtended() => new(
        model.Parts
            .SelectMany(static part => part.DescendantNodes())
            .OfType<MemberAccessExpressionSyntax>()
            .Where(static access => access.Name.Identifier.ValueText is "append" or "Add" or "add_module" or "register_module" or "Insert")
            .Select(static access => access.Expression)
            .Select(static container => (container is MemberAccessExpressionSyntax { Name: var own } ? own : container).ToString()),
        StringComparer.Ordinal);
}
