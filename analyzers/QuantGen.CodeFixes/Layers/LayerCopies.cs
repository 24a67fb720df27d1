using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.Analyzers.Forward;
using QuantGen.CodeFixes.Editing;

namespace QuantGen.CodeFixes.Layers;

/// <summary>
/// How a field that holds a layer can be doubled: its declaration, the statements that assign it, and those that dispose of it, each of
/// which gets a copy for the new field behind it.
/// </summary>
internal sealed class LayerCopies
{
    private readonly IFieldSymbol _field;
    private readonly (Document Document, VariableDeclaratorSyntax Declarator) _declaration;
    private readonly ImmutableArray<(Document Document, ExpressionStatementSyntax Statement, string Text)> _statements;

    private LayerCopies(
        IFieldSymbol field,
        (Document Document, VariableDeclaratorSyntax Declarator) declaration,
        ImmutableArray<(Document Document, ExpressionStatementSyntax Statement, string Text)> statements)
    {
        _field = field;
        _declaration = declaration;
        _statements = statements;
    }

    /// <summary>
    /// The ways of a field; null unless it is plain to see how the layer is made: by the field's initializer, or by statements of their
    /// own, with an expression that can be evaluated again.
    /// </summary>
    public static async Task<LayerCopies?> FindAsync(
        Solution solution, IFieldSymbol field, TorchSymbols symbols, CancellationToken cancellation)
    {
        if (field.DeclaringSyntaxReferences.FirstOrDefault() is not { } reference
            || await reference.GetSyntaxAsync(cancellation).ConfigureAwait(false) is not VariableDeclaratorSyntax declarator
            || solution.GetDocument(reference.SyntaxTree) is not { } declared)
        {
            return null;
        }

        var statements = ImmutableArray.CreateBuilder<(Document, ExpressionStatementSyntax, string)>();
        var made = 0;
        if (declarator.Initializer is { Value: var initial })
        {
            if (!LayerCreation.IsRepeatable(initial, (await declared.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!, symbols))
                return null;

            made++;
        }

        foreach (var (document, use) in await FieldUses.FindAsync(solution, field, cancellation).ConfigureAwait(false))
        {
            if (use.Parent is AssignmentExpressionSyntax assignment && assignment.Left == use)
            {
                var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
                if (Statement(assignment) is not { } statement || !LayerCreation.IsRepeatable(assignment.Right, model!, symbols))
                    return null;

                statements.Add((document, statement, " " + assignment.OperatorToken.Text + " " + assignment.Right));
                made++;
            }
            else if (use.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Dispose" } dispose
                && dispose.Parent is InvocationExpressionSyntax call
                && Statement(call) is { } disposal)
            {
                statements.Add((document, disposal, ".Dispose()"));
            }
            else if (use.Parent is ArgumentSyntax { RefKindKeyword.RawKind: not 0 })
            {
                return null;
            }
        }

        return made == 0 ? null : new LayerCopies(field, (declared, declarator), statements.ToImmutable());
    }

    /// <summary>The edits that add a field of that name beside the first.</summary>
    public async Task<List<SourceEdit>> EditsAsync(string name, CancellationToken cancellation)
    {
        var edits = new List<SourceEdit>();
        var (declared, declarator) = _declaration;
        var declaration = (FieldDeclarationSyntax)declarator.Parent!.Parent!;
        var initializer = declarator.Initializer is { } value ? " " + value : string.Empty;
        var text = await declared.GetTextAsync(cancellation).ConfigureAwait(false);
        var copy = $"{declaration.Modifiers} {declaration.Declaration.Type} {name}{initializer};".TrimStart();
        edits.Add(Lines.After(declared, text, LastSibling(declaration), copy));

        foreach (var (document, statement, tail) in _statements)
        {
            var source = await document.GetTextAsync(cancellation).ConfigureAwait(false);
            var target = statement.ToString().StartsWith("this.", StringComparison.Ordinal) ? "this." + name : name;
            edits.Add(Lines.After(document, source, LastSibling(statement), target + tail + ";"));
        }

        return edits;
    }

    // relu2 goes behind relu, relu3 behind relu2: the copies made so far lie right behind the first.
    private SyntaxNode LastSibling(SyntaxNode first)
    {
        var last = first;
        foreach (var next in first.Parent!.ChildNodes().SkipWhile(node => node != first).Skip(1))
        {
            var name = next switch
            {
                FieldDeclarationSyntax { Declaration.Variables: { Count: 1 } names } => names.First().Identifier.ValueText,
                ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax assignment } =>
                    FieldUses.Name(assignment.Left)?.Identifier.ValueText,
                ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } } =>
                    FieldUses.Name(access.Expression)?.Identifier.ValueText,
                _ => null,
            };
            if (name is null || next.RawKind != first.RawKind || !FieldNames.AreSiblings(name, _field.Name))
                break;

            last = next;
        }

        return last;
    }

    // A statement in a list of statements, where another can follow it.
    private static ExpressionStatementSyntax? Statement(ExpressionSyntax expression) =>
        expression.Parent is ExpressionStatementSyntax { Parent: BlockSyntax or SwitchSectionSyntax } statement ? statement : null;
}
