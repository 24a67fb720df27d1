using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using QuantGen.ModelReading.Reading;

namespace QuantGen.ModelReading.Exports;

/// <summary>Statements and patterns.</summary>
internal sealed partial class TraceWalker
{
    private void Declare(IVariableDeclarationOperation declaration)
    {
        var isAny = false;
        foreach (var declarator in declaration.Declarators)
        {
            var local = declarator.Symbol;
            if (declarator.GetVariableInitializer() is { Value: var value })
            {
                Assign(local, local.Type, value);
                if (local.IsRef && IsGraph(local))
                    MarkRoot(value);
            }

            foreach (var ignored in declarator.IgnoredArguments)
                Visit(ignored);
            isAny |= IsGraph(local);
        }

        // They share one type.
        foreach (var declarator in declaration.Declarators)
        {
            if (isAny)
                Mark(declarator.Symbol, declarator.Symbol.Type);
        }
    }

    private void Assign(ISymbol variable, ITypeSymbol type, IOperation value)
    {
        if (Give(value, IsGraph(variable)))
            Mark(variable, type);
        else
            _startsAsTensor.Add(variable);
    }

    private void Return(IReturnOperation statement)
    {
        if (statement.ReturnedValue is not { } value)
            return;

        var function = _functions.Peek();
        if (Give(value, IsGraph(function)))
            Mark(function, function.ReturnType);
    }

    private void ForEach(IForEachLoopOperation loop)
    {
        var isGraph = Visit(loop.Collection);
        if (isGraph && TorchTypes.IsTensor(loop.Collection.Type is { } type ? type : null))
            RefuseConstruct(loop.Collection.Syntax, "a loop over the parts of a tensor", "count an index and take the part of that index");
        foreach (var local in loop.Locals)
        {
            if (isGraph)
                Mark(local, local.Type);
            else
                _startsAsTensor.Add(local);
        }

        Visit(loop.LoopControlVariable);
        Visit(loop.Body);
    }

    private bool IsPattern(IIsPatternOperation test)
    {
        Pattern(test.Pattern, Visit(test.Value));
        return false;
    }

    private void Pattern(IPatternOperation pattern, bool isGraph)
    {
        switch (pattern)
        {
            case IDeclarationPatternOperation declaration:
                Bind(declaration.DeclaredSymbol, declaration.MatchedType, declaration.Syntax, isGraph);
                break;
            case IRecursivePatternOperation recursive:
                Bind(recursive.DeclaredSymbol, recursive.MatchedType, recursive.Syntax, isGraph);
                if (isGraph && recursive.Syntax is RecursivePatternSyntax { Type: { } type })
                    _typeTexts.Replace(type);
                foreach (var part in recursive.DeconstructionSubpatterns)
                    Pattern(part, isGraph && GraphTypes.Carries(part.InputType));
                foreach (var part in recursive.PropertySubpatterns)
                    PropertyPattern(part, isGraph);
                break;
            case INegatedPatternOperation { Pattern: var inner }:
                Pattern(inner, isGraph);
                break;
            case IBinaryPatternOperation both:
                Pattern(both.LeftPattern, isGraph);
                Pattern(both.RightPattern, isGraph);
                break;
            case IListPatternOperation list:
                Bind(list.DeclaredSymbol, matched: null, list.Syntax, isGraph);
                foreach (var part in list.Patterns)
                    Pattern(part, isGraph && GraphTypes.Carries(part.InputType));
                break;
            case ISlicePatternOperation { Pattern: { } inner }:
                Pattern(inner, isGraph);
                break;
            case ITypePatternOperation test:
                CheckMatched(test.MatchedType, test.Syntax, isGraph);
                if (isGraph && test.Syntax is TypePatternSyntax { Type: var written })
                    _typeTexts.Replace(written);
                break;
            case IConstantPatternOperation { Value: var value }:
                Visit(value);
                break;
            case IRelationalPatternOperation { Value: var value }:
                Visit(value);
                break;
        }
    }

    private void PropertyPattern(IPropertySubpatternOperation part, bool isGraph)
    {
        if (isGraph && part.Member is IPropertyReferenceOperation { Property: var property } && TorchTypes.IsTensor(property.ContainingType) && !_types.HasProperty(property, isWritten: false))
            RefuseMember(part.Member.Syntax, "Tensor." + property.Name, property.Type);
        Pattern(part.Pattern, isGraph && GraphTypes.Carries(part.Pattern.InputType));
    }

    private void Bind(ISymbol? declared, ITypeSymbol? matched, SyntaxNode where, bool isGraph)
    {
        CheckMatched(matched, where, isGraph);
        if (declared is ILocalSymbol local && isGraph)
            Mark(local, local.Type);
        else if (declared is not null)
            _startsAsTensor.Add(declared);
    }

    private void CheckMatched(ITypeSymbol? matched, SyntaxNode where, bool isGraph)
    {
        if (isGraph && matched is not null && (!GraphTypes.Carries(matched) || (TorchTypes.IsTensor(matched) && !GraphTypes.IsExactlyTensor(matched))))
            RefuseConstruct(where, $"a test of a tensor for '{matched.Name}'", "decide by a flag that the constructor sets");
    }

    private bool SwitchExpression(ISwitchExpressionOperation choice, bool isWanted)
    {
        var isGraph = Visit(choice.Value);
        var isAny = false;
        foreach (var arm in choice.Arms)
        {
            Pattern(arm.Pattern, isGraph);
            Visit(arm.Guard);
            isAny |= Visit(arm.Value, isWanted);
        }

        foreach (var arm in choice.Arms)
            Give(arm.Value, isAny || isWanted);
        return isAny && GraphTypes.Carries(choice.Type);
    }

    private void Switch(ISwitchOperation choice)
    {
        var isGraph = Visit(choice.Value);
        foreach (var part in choice.Cases)
        {
            foreach (var clause in part.Clauses)
            {
                if (clause is IPatternCaseClauseOperation { Pattern: var pattern, Guard: var guard })
                {
                    Pattern(pattern, isGraph);
                    Visit(guard);
                }
            }

            foreach (var statement in part.Body)
                Visit(statement);
        }
    }
}
