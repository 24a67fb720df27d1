using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Models;

namespace QuantGen.ModelReading.Flows;

/// <summary>Where a twin can put what it quantizes: in front of everything forward does, and back into a local.</summary>
internal sealed partial class FlowReader
{
    // Names that cannot be assigned to, in whichever member they stand.
    private HashSet<string> FixedNames => field ??= [];

    private EntryModel EntryOf(MethodDeclarationSyntax forward)
    {
        if (forward.ExpressionBody is { } expression)
        {
            var (start, end) = (_texts.RangeOf(expression.ArrowToken).Start, _graph.RangeOf(expression.Expression).Start);
            return new EntryModel(TextRange.Between(start, end), _texts.RangeOf(forward.SemicolonToken));
        }

        return forward.Body is { } body ? new EntryModel(new TextRange(EntryOf(body), 0), default) : default;
    }

    /// <summary>Behind what opens a dispose scope: a tensor made before it would outlive the call.</summary>
    private int EntryOf(BlockSyntax body)
    {
        var end = _texts.RangeOf(body.OpenBraceToken).End;
        foreach (var statement in body.Statements)
        {
            switch (statement)
            {
                case LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } declaration when OpensScope(declaration.Declaration):
                    end = _graph.RangeOf(declaration).End;
                    break;
                case UsingStatementSyntax { Declaration: { } declared, Statement: BlockSyntax inner } when OpensScope(declared):
                    return EntryOf(inner);
                case UsingStatementSyntax { Expression: InvocationExpressionSyntax call, Statement: BlockSyntax inner } when OpensScope(call):
                    return EntryOf(inner);
                default:
                    return end;
            }
        }

        return end;
    }

    private static bool OpensScope(VariableDeclarationSyntax declaration) =>
        declaration.Variables.All(static variable => variable.Initializer?.Value is InvocationExpressionSyntax call && OpensScope(call));

    private static bool OpensScope(InvocationExpressionSyntax call) => call.Expression switch
    {
        IdentifierNameSyntax { Identifier.ValueText: "NewDisposeScope" } => true,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "NewDisposeScope" } => true,
        _ => false,
    };

    /// <summary>Notes the local that a statement such as <c>x.relu_();</c> computes into.</summary>
    private void NoteTarget(ExpressionSyntax whole, ExpressionSyntax target, Flow result)
    {
        if (whole.Parent is not ExpressionStatementSyntax)
            return;

        var text = target is IdentifierNameSyntax { Identifier: var name } && _scope.Contains(name.ValueText) && !FixedNames.Contains(name.ValueText) ? name.Text : "";
        _graph[result.Node] = _graph[result.Node] switch
        {
            JoinNode join => join with { Target = text },
            OperationNode operation => operation with { Target = text },
            var node => node,
        };
    }
}
