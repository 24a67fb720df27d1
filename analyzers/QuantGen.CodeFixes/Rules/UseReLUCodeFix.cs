using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.CodeFixes.Arguments;
using QuantGen.CodeFixes.Editing;

namespace QuantGen.CodeFixes.Rules;

/// <summary>Puts a ReLU in the place of another activation.</summary>
public abstract class UseReLUCodeFix : ModelCodeFix
{
    private const SyntaxKind FalseLiteral = SyntaxKind.FalseLiteralExpression;

    private readonly string _key;

    private protected UseReLUCodeFix(string id)
        : base(id) => _key = id + ".ReLU";

    internal sealed override async Task<PlannedFix?> PlanAsync(
        EditSession session, Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        if (root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not SimpleNameSyntax factory
            || factory.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } creation
            || model?.GetTypeInfo(creation, cancellation).Type is not { } layer
            || layer.Name != factory.Identifier.ValueText)
        {
            return null;
        }

        var edits = new List<SourceEdit> { ArgumentEdits.Replacement(document, factory, "ReLU") };
        var inPlace = creation.ArgumentList.Arguments.FirstOrDefault(static argument =>
            argument.NameColon?.Name.Identifier.ValueText == "inplace"
            || (argument.NameColon is null && argument.Expression.Kind() is SyntaxKind.TrueLiteralExpression or FalseLiteral));
        if (creation.ArgumentList.Arguments.Count > (inPlace is null ? 0 : 1))
            edits.Add(ArgumentEdits.Replacement(document, creation.ArgumentList, $"({inPlace})"));

        return await AddTypeAsync(session, model, creation, layer, edits, cancellation).ConfigureAwait(false)
            ? new PlannedFix("Use ReLU", _key, edits)
            : null;
    }

    // A variable of the layer's own class has to become one of ReLU's; false where that is not plain to see.
    private static async Task<bool> AddTypeAsync(
        EditSession session,
        SemanticModel model,
        InvocationExpressionSyntax creation,
        ITypeSymbol layer,
        List<SourceEdit> edits,
        CancellationToken cancellation)
    {
        var declared = creation.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator } => model.GetDeclaredSymbol(declarator, cancellation),
            AssignmentExpressionSyntax assignment => model.GetSymbolInfo(assignment.Left, cancellation).Symbol,
            ArgumentSyntax or TupleExpressionSyntax => null,
            _ => layer,
        };
        if (declared is null)
            return true;
        if (declared is not (IFieldSymbol or ILocalSymbol) || declared.DeclaringSyntaxReferences is not [var reference])
            return false;

        var type = declared is IFieldSymbol field ? field.Type : ((ILocalSymbol)declared).Type;
        var syntax = await reference.GetSyntaxAsync(cancellation).ConfigureAwait(false);
        if (!SymbolEqualityComparer.Default.Equals(type, layer))
            return true;
        if (syntax.Parent is not VariableDeclarationSyntax { Variables.Count: 1, Type: var written }
            || session.Solution.GetDocument(reference.SyntaxTree) is not { } document)
        {
            return false;
        }

        if (written.IsVar)
            return true;

        var name = written.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().LastOrDefault();
        if (name?.Identifier.ValueText != layer.Name)
            return false;

        edits.Add(ArgumentEdits.Replacement(document, name, "ReLU") with { IsShared = true });
        return true;
    }
}
