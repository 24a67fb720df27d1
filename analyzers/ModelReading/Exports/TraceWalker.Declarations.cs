using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QuantGen.ModelReading.Exports;

/// <summary>Types of variables, parameters and functions, written once it is known what they hold.</summary>
internal sealed partial class TraceWalker
{
    /// <summary>Writes the types of the variables, parameters and functions that hold values of the graph.</summary>
    private void EditDeclarations()
    {
        foreach (var symbol in _graph)
        {
            if (symbol is not IMethodSymbol { MethodKind: MethodKind.Ordinary } && symbol.DeclaringSyntaxReferences is [var reference, ..])
                EditDeclaration(symbol, reference.GetSyntax(_cancellation));
        }

        foreach (var (method, _) in _methods)
        {
            var syntax = (MethodDeclarationSyntax)(method.PartialImplementationPart ?? method).DeclaringSyntaxReferences[0].GetSyntax(_cancellation);
            if (IsGraph(method))
                _typeTexts.Replace(syntax.ReturnType);
            foreach (var parameter in syntax.ParameterList.Parameters)
            {
                if (method.Parameters.FirstOrDefault(own => own.Name == parameter.Identifier.ValueText) is { } own && IsGraph(own))
                    _typeTexts.Replace(parameter.Type);
            }

            _code.Rename(syntax.Identifier, TracedName(method));
        }
    }

    private void EditDeclaration(ISymbol symbol, SyntaxNode syntax)
    {
        switch (syntax)
        {
            case VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Type: var type } } declarator:
                EditVariable((ILocalSymbol)symbol, type, declarator.Initializer?.Value);
                break;
            case ForEachStatementSyntax { Type: var type }:
                EditVariable((ILocalSymbol)symbol, type, value: null);
                break;
            case SingleVariableDesignationSyntax { Parent: DeclarationExpressionSyntax { Type: var type } declared }:
                EditVariable((ILocalSymbol)symbol, type, PartFor(declared));
                break;
            case SingleVariableDesignationSyntax { Parent: DeclarationPatternSyntax { Type: var type } }:
                _typeTexts.Replace(type);
                break;
            case SingleVariableDesignationSyntax when _startsAsTensor.Contains(symbol):
                RefuseConstruct(syntax, $"'{symbol.Name}', a tensor that depends on no input at first and later does", "declare it with its type");
                break;
            case ParameterSyntax { Type: { } type, Parent.Parent: not MethodDeclarationSyntax }:
                _typeTexts.Replace(type);
                break;
            case LocalFunctionStatementSyntax { ReturnType: var type }:
                _typeTexts.Replace(type);
                break;
            case ParenthesizedLambdaExpressionSyntax { ReturnType: { } type }:
                _typeTexts.Replace(type);
                break;
        }
    }

    private void EditVariable(ILocalSymbol local, TypeSyntax type, ExpressionSyntax? value)
    {
        if (!type.IsVar)
        {
            _typeTexts.Replace(type);
            return;
        }

        if (!_startsAsTensor.Contains(local))
            return;

        _code.Replace(type, _typeTexts.Of(local.Type.WithNullableAnnotation(NullableAnnotation.None)) + (MayHoldNull(local, type, value) ? "?" : ""));
    }

    /// <summary>What a variable that is declared in a tuple gets of another one; null where that is not to be seen.</summary>
    private static ExpressionSyntax? PartFor(DeclarationExpressionSyntax declared) =>
        declared.Parent is ArgumentSyntax { Parent: TupleExpressionSyntax { Arguments: var targets, Parent: AssignmentExpressionSyntax { Right: TupleExpressionSyntax { Arguments: var values } } } } target && targets.Count == values.Count
            ? values[targets.IndexOf(target)].Expression
            : null;

    /// <summary>Whether a variable without a type of its own is ever given what may be null.</summary>
    private bool MayHoldNull(ILocalSymbol local, TypeSyntax type, ExpressionSyntax? value)
    {
        // Such a variable always is nullable to the compiler, which is less to read where it need not be.
        if (local.Type.IsValueType || local.NullableAnnotation != NullableAnnotation.Annotated)
            return false;
        if (value is null || FlowOf(value) != NullableFlowState.NotNull)
            return true;

        foreach (var name in type.FirstAncestorOrSelf<MemberDeclarationSyntax>()!.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            if (name.Identifier.ValueText == local.Name && name.Parent switch
                {
                    AssignmentExpressionSyntax { Left: var left, Right: var given } => left == name && FlowOf(given) != NullableFlowState.NotNull,
                    ArgumentSyntax { RefKindKeyword.RawKind: var keyword, Parent: var list } => list is TupleExpressionSyntax || keyword != (int)SyntaxKind.None,
                    RefExpressionSyntax => true,
                    _ => false,
                })
            {
                return true;
            }
        }

        return false;
    }

    private NullableFlowState FlowOf(SyntaxNode value) => _modelOf(value.SyntaxTree).GetTypeInfo(value, _cancellation).Nullability.FlowState;
}
