using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace QuantGen.ModelReading.Reading;

/// <summary>Walks over members and notes what is assigned to fields and what is registered.</summary>
internal sealed class CreationCollector : CSharpSyntaxWalker
{
    private readonly HashSet<string> _parameters = [];

    /// <summary>The expressions assigned to each field, by its name.</summary>
    public Dictionary<string, List<ExpressionSyntax>> Creations { get; } = [];

    /// <summary>The fields handed out by <c>ref</c> or <c>out</c>, of which nothing is known then.</summary>
    public HashSet<string> HandedOut { get; } = [];

    /// <summary>The calls that register a component of the class itself.</summary>
    public List<InvocationExpressionSyntax> Registrations { get; } = [];

    /// <summary>Walks over one member.</summary>
    public void Collect(MemberDeclarationSyntax member)
    {
        _parameters.Clear();
        if (member is BaseMethodDeclarationSyntax { ParameterList.Parameters: var parameters })
        {
            foreach (var parameter in parameters)
                _parameters.Add(parameter.Identifier.ValueText);
        }

        Visit(member);
    }

    /// <inheritdoc />
    public override void VisitVariableDeclarator(VariableDeclaratorSyntax node)
    {
        if (node is { Parent.Parent: FieldDeclarationSyntax, Initializer.Value: { } value })
            Add(node.Identifier.ValueText, value);
        Visit(node.ArgumentList);
        Visit(node.Initializer);
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
        Visit(node.Left);
        Visit(node.Right);
    }

    /// <inheritdoc />
    public override void VisitArgument(ArgumentSyntax node)
    {
        if (!node.RefKindKeyword.IsKind(SyntaxKind.None) && FieldName(node.Expression) is { } name)
            HandedOut.Add(name);
        Visit(node.Expression);
    }

    /// <inheritdoc />
    public override void VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        if (FieldName(node.Expression) is "register_module" or "add_module" or "register_buffer" or "register_parameter")
            Registrations.Add(node);
        Visit(node.Expression);
        VisitArgumentList(node.ArgumentList);
    }

    /// <summary>The walker asks every node for its children one by one, tokens too; most of a constructor is statements of these kinds.</summary>
    public override void VisitConstructorDeclaration(ConstructorDeclarationSyntax node)
    {
        if (node.Initializer is { ArgumentList: var arguments })
            VisitArgumentList(arguments);
        Visit(node.Body);
        Visit(node.ExpressionBody);
    }

    /// <inheritdoc />
    public override void VisitBlock(BlockSyntax node)
    {
        foreach (var statement in node.Statements)
            Visit(statement);
    }

    /// <inheritdoc />
    public override void VisitExpressionStatement(ExpressionStatementSyntax node) => Visit(node.Expression);

    /// <inheritdoc />
    public override void VisitIfStatement(IfStatementSyntax node)
    {
        Visit(node.Condition);
        Visit(node.Statement);
        Visit(node.Else?.Statement);
    }

    /// <inheritdoc />
    public override void VisitBinaryExpression(BinaryExpressionSyntax node)
    {
        Visit(node.Left);
        Visit(node.Right);
    }

    /// <inheritdoc />
    public override void VisitIdentifierName(IdentifierNameSyntax node)
    {
    }

    /// <summary>Nested types have fields of their own.</summary>
    public override void VisitClassDeclaration(ClassDeclarationSyntax node)
    {
    }

    /// <summary>Types hold nothing to collect, and making nodes of what is only walked over is most of what a walk costs.</summary>
    public override void VisitFieldDeclaration(FieldDeclarationSyntax node)
    {
        foreach (var variable in node.Declaration.Variables)
            Visit(variable);
    }

    /// <inheritdoc />
    public override void VisitParameterList(ParameterListSyntax node)
    {
    }

    /// <inheritdoc />
    public override void VisitArgumentList(ArgumentListSyntax node)
    {
        if (!MayHoldAny(node))
            return;

        foreach (var argument in node.Arguments)
            Visit(argument);
    }

    /// <inheritdoc />
    public override void VisitLiteralExpression(LiteralExpressionSyntax node)
    {
    }

    /// <summary>Whether arguments may hold a call, an assignment or a <c>ref</c>, by their text.</summary>
    private static bool MayHoldAny(ArgumentListSyntax arguments)
    {
        var text = arguments.SyntaxTree.GetText();
        var word = 0;
        var span = arguments.Span;
        var end = arguments.CloseParenToken.IsMissing ? span.End : span.End - 1;
        for (var i = span.Start + 1; i < end; i++)
        {
            var character = text[i];
            if (character is '(' or '=' or '{')
                return true;

            // Two or three letters in a row may be a `ref`, `out` or `in`.
            if (char.IsLetterOrDigit(character) || character == '_')
                word++;
            else if (IsReference(text, i - word, word))
                return true;
            else
                word = 0;
        }

        return false;
    }

    private static bool IsReference(SourceText text, int start, int length) => length switch
    {
        2 => text[start] == 'i' && text[start + 1] == 'n',
        3 => (text[start] == 'r' && text[start + 1] == 'e' && text[start + 2] == 'f') || (text[start] == 'o' && text[start + 1] == 'u' && text[start + 2] == 't'),
        _ => false,
    };

    private string? FieldName(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax { Identifier.ValueText: var name } when !_parameters.Contains(name) => name,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.ValueText: var name } => name,
        _ => null,
    };

    private void Add(string field, ExpressionSyntax value)
    {
        if (!Creations.TryGetValue(field, out var values))
            Creations.Add(field, values = new(1));
        values.Add(value);
    }
}
