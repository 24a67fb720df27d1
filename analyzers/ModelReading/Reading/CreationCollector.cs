using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QuantGen.ModelReading.Reading;

/// <summary>Walks over members and notes what is assigned to fields and what is registered.</summary>
internal sealed class CreationCollector : CSharpSyntaxWalker
{
    private HashSet<string> _parameters = [];

    /// <summary>The expressions assigned to each field, by its name.</summary>
    public Dictionary<string, List<ExpressionSyntax>> Creations { get; } = [];

    /// <summary>The fields handed out by <c>ref</c> or <c>out</c>, of which nothing is known then.</summary>
    public HashSet<string> HandedOut { get; } = [];

    /// <summary>The calls that register a component of the class itself.</summary>
    public List<InvocationExpressionSyntax> Registrations { get; } = [];

    /// <summary>Walks over one member.</summary>
    public void Collect(MemberDeclarationSyntax member)
    {
        _parameters = member is BaseMethodDeclarationSyntax { ParameterList.Parameters: var parameters }
            ? [.. parameters.Select(parameter => parameter.Identifier.ValueText)]
            : [];
        Visit(member);
    }

    /// <inheritdoc />
    public override void VisitVariableDeclarator(VariableDeclaratorSyntax node)
    {
        if (node is { Parent.Parent: FieldDeclarationSyntax, Initializer.Value: { } value })
            Add(node.Identifier.ValueText, value);
        base.VisitVariableDeclarator(node);
    }

    /// <inheritdoc />
    public override void VisitPropertyDeclaration(PropertyDeclarationSyntax node)
    {
        if (node.Initializer?.Value is { } value)
            Add(node.Identifier.ValueText, value);
        base.VisitPropertyDeclaration(node);
    }

    /// <inheritdoc />
    public override void VisitAssignmentExpression(AssignmentExpressionSyntax node)
    {
        if (FieldName(node.Left) is { } name)
            Add(name, node.Right);
        base.VisitAssignmentExpression(node);
    }

    /// <inheritdoc />
    public override void VisitArgument(ArgumentSyntax node)
    {
        if (!node.RefKindKeyword.IsKind(SyntaxKind.None) && FieldName(node.Expression) is { } name)
            HandedOut.Add(name);
        base.VisitArgument(node);
    }

    /// <inheritdoc />
    public override void VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        if (FieldName(node.Expression) is "register_module" or "add_module" or "register_buffer" or "register_parameter")
            Registrations.Add(node);
        base.VisitInvocationExpression(node);
    }

    /// <summary>Nested types have fields of their own.</summary>
    public override void VisitClassDeclaration(ClassDeclarationSyntax node)
    {
    }

    private string? FieldName(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax { Identifier.ValueText: var name } when !_parameters.Contains(name) => name,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.ValueText: var name } => name,
        _ => null,
    };

    private void Add(string field, ExpressionSyntax value)
    {
        if (!Creations.TryGetValue(field, out var values))
            Creations.Add(field, values = []);
        values.Add(value);
    }
}
