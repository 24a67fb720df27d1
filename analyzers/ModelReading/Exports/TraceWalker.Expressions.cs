using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using QuantGen.ModelReading.Reading;

namespace QuantGen.ModelReading.Exports;

/// <summary>Expressions other than calls and creations.</summary>
internal sealed partial class TraceWalker
{
    /// <summary>Visits code and says whether it is a value of the graph, or holds such.</summary>
    /// <param name="operation">The code.</param>
    /// <param name="isWanted">Whether it is handed to something that takes values of the graph, so that a list or function made here is one of those.</param>
    private bool Visit(IOperation? operation, bool isWanted = false)
    {
        if (operation is null)
            return false;
        if (_known.TryGetValue((operation, isWanted), out var isKnown))
            return isKnown;

        var isGraph = Dispatch(operation, isWanted);
        _known[(operation, isWanted)] = isGraph;
        if (!isGraph && !isWanted && !operation.IsImplicit && GraphTypes.Carries(operation.Type))
            _code.KeepTensor(operation.Syntax);
        return isGraph;
    }

    private bool Dispatch(IOperation operation, bool isWanted)
    {
        switch (operation)
        {
            case IVariableDeclarationOperation declaration:
                Declare(declaration);
                return false;
            case IReturnOperation statement:
                Return(statement);
                return false;
            case IForEachLoopOperation loop:
                ForEach(loop);
                return false;
            case ISwitchOperation choice:
                Switch(choice);
                return false;
            case ILocalFunctionOperation { Symbol: var function } local:
                Function(function, local.Body);
                return false;
            case IAnonymousFunctionOperation { Symbol: var function } lambda:
                Function(function, lambda.Body);
                return IsGraph(function);
            case IConditionalOperation { Type: not null } choice:
                Visit(choice.Condition);
                return Either(choice, choice.WhenTrue, choice.WhenFalse!, isWanted);
            case ICoalesceOperation choice:
                return Either(choice, choice.Value, choice.WhenNull, isWanted);
            case IParenthesizedOperation { Operand: var operand }:
                return Visit(operand, isWanted);
            case ILocalReferenceOperation { Local: var local }:
                return Variable(local, local.Type, isWanted);
            case IParameterReferenceOperation { Parameter: var parameter }:
                return Variable(parameter, parameter.Type, isWanted);
            case IDeclarationExpressionOperation { Expression: var expression }:
                return Visit(expression, isWanted);
            case IFieldReferenceOperation field:
                return Visit(field.Instance) && GraphTypes.Carries(field.Type);
            case IPropertyReferenceOperation property:
                return Property(property, isWritten: false);
            case IArrayElementReferenceOperation element:
                VisitAll(element.Indices);
                return Visit(element.ArrayReference);
            case IImplicitIndexerReferenceOperation element:
                Visit(element.Argument);
                return Visit(element.Instance) && GraphTypes.Carries(element.Type);
            case IConditionalAccessOperation access:
                return ConditionalAccess(access);
            case IConditionalAccessInstanceOperation:
                return _receivers.Count > 0 && _receivers.Peek();
            case IConversionOperation conversion:
                return Conversion(conversion, isWanted);
            case IBinaryOperation binary:
                return Operator(binary, binary.OperatorMethod, binary.LeftOperand, binary.RightOperand);
            case IUnaryOperation unary:
                return Operator(unary, unary.OperatorMethod, unary.Operand, right: null);
            case ISimpleAssignmentOperation assignment:
                return Assignment(assignment, assignment.Target, assignment.Value);
            case ICoalesceAssignmentOperation assignment:
                return Assignment(assignment, assignment.Target, assignment.Value);
            case ICompoundAssignmentOperation assignment:
                return Compound(assignment);
            case IDeconstructionAssignmentOperation assignment:
                return Deconstruction(assignment.Target, assignment.Value);
            case IIsPatternOperation test:
                return IsPattern(test);
            case IIsTypeOperation test:
                var isTested = Visit(test.ValueOperand);
                CheckMatched(test.TypeOperand, test.Syntax, isTested);
                if (isTested && test.Syntax is BinaryExpressionSyntax { Right: TypeSyntax written })
                    _typeTexts.Replace(written);
                return false;
            case ISwitchExpressionOperation choice:
                return SwitchExpression(choice, isWanted);
            case IDefaultValueOperation value:
                if (isWanted && value.Syntax is DefaultExpressionSyntax { Type: var type })
                    _typeTexts.Replace(type);
                return isWanted;
            case INameOfOperation or ITypeOfOperation or ISizeOfOperation or IInstanceReferenceOperation or IDiscardOperation:
                return false;
            case IAnonymousObjectCreationOperation creation:
                foreach (var part in creation.Initializers)
                {
                    if (part is ISimpleAssignmentOperation { Value: var held } && Visit(held))
                        RefuseConstruct(creation.Syntax, "an object without a class around a tensor", "use a tuple");
                }

                return false;
            case IInvalidOperation:
                IsBroken = true;
                return false;
            default:
                return VisitCreation(operation, isWanted) ?? VisitOther(operation);
        }
    }

    /// <summary>Statements, which are nothing but what they are made of, and expressions that cannot hold a value of the graph.</summary>
    private bool VisitOther(IOperation operation)
    {
        foreach (var child in operation.ChildOperations)
        {
            if (!Visit(child) || operation.Type is null)
                continue;

            if (operation is IInterpolatedStringOperation)
                Refuse(ExportProblemKind.ValueRead, child.Syntax, child.Syntax.ToString());
            else if (operation is not (IObjectOrCollectionInitializerOperation or IArgumentOperation))
                RefuseConstruct(operation.Syntax, $"'{operation.Syntax}' around a tensor", "use the tensor itself");
        }

        // A text's holes are no expressions by themselves.
        if (operation is IInterpolationOperation { Expression: var hole } && Visit(hole))
            Refuse(ExportProblemKind.ValueRead, hole.Syntax, hole.Syntax.ToString());
        return false;
    }

    private void VisitAll(IEnumerable<IOperation> operations)
    {
        foreach (var operation in operations)
            Visit(operation);
    }

    private bool Either(IOperation whole, IOperation first, IOperation second, bool isWanted)
    {
        var isGraph = Visit(first, isWanted) | Visit(second, isWanted);
        if (!isGraph && !isWanted)
            return false;

        Give(first, isWanted: true);
        Give(second, isWanted: true);
        return isGraph && GraphTypes.Carries(whole.Type);
    }

    /// <summary>A list in a variable that is handed to something that takes values of the graph must be one of these from the start.</summary>
    private bool Variable(ISymbol variable, ITypeSymbol type, bool isWanted)
    {
        if (isWanted && !TorchTypes.IsTensor(type))
            Mark(variable, type);
        return IsGraph(variable);
    }

    private bool Property(IPropertyReferenceOperation reference, bool isWritten)
    {
        var property = reference.Property;
        var isOfGraph = Visit(reference.Instance);
        var isGraph = isOfGraph | AnyGraph(reference.Arguments);
        if (!isGraph)
            return false;

        if (!TorchTypes.IsTensor(property.ContainingType))
            return isOfGraph && GraphTypes.Carries(reference.Type);

        if (!_types.HasProperty(property, isWritten))
        {
            RefuseMember(reference.Syntax, property.IsIndexer ? reference.Syntax.ToString() : "Tensor." + property.Name, property.Type);
            return GraphTypes.Carries(reference.Type);
        }

        if (!isOfGraph)
            AsValue(reference.Instance!);
        GiveAll(reference.Arguments);
        return GraphTypes.Carries(reference.Type);
    }

    /// <summary>Makes a tensor that a member of values of the graph is called on such a value.</summary>
    private void AsValue(IOperation tensor)
    {
        _code.Convert(tensor.Syntax);
        _code.Wrap(tensor.Syntax, $"(({_names.Value})");
    }

    private void RefuseMember(SyntaxNode where, string member, ITypeSymbol? result)
    {
        if (result is { SpecialType: not SpecialType.System_Void } && !GraphTypes.Carries(result))
            Refuse(ExportProblemKind.ValueRead, where, where.ToString());
        else
            Refuse(ExportProblemKind.Operation, where is InvocationExpressionSyntax or MemberAccessExpressionSyntax ? NameNodeOf(where) : where, $"'{member}'");
    }

    private bool ConditionalAccess(IConditionalAccessOperation access)
    {
        _receivers.Push(Visit(access.Operation));
        var isGraph = Visit(access.WhenNotNull);
        _receivers.Pop();
        return isGraph;
    }

    private bool Conversion(IConversionOperation conversion, bool isWanted)
    {
        if (conversion.OperatorMethod is { } method)
        {
            var isRead = Visit(conversion.Operand);
            if (isRead && !_types.HasConversion(method))
                Refuse(ExportProblemKind.ValueRead, conversion.Syntax, conversion.Syntax.ToString());
            if (!isRead && isWanted && conversion.IsImplicit && TorchTypes.IsTensor(conversion.Type) && !_types.ConvertsToValue(conversion.Operand.Type))
                _code.Wrap(conversion.Syntax, $"(({_names.Tensor})");
            return isRead && GraphTypes.Carries(conversion.Type);
        }

        var isCarried = GraphTypes.Carries(conversion.Type);
        if (isWanted && isCarried && IsNull(conversion) && conversion.Syntax is CastExpressionSyntax { Type: var named })
        {
            _typeTexts.Replace(named);
            return true;
        }

        if (!Visit(conversion.Operand, isWanted && isCarried))
            return false;

        if (!isCarried)
        {
            if (conversion.Type is not { SpecialType: SpecialType.System_IDisposable })
                Refuse(ExportProblemKind.Function, conversion.Syntax, $"a place of type '{conversion.Type?.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'");
            return false;
        }

        if (TorchTypes.IsTensor(conversion.Type) && !GraphTypes.IsExactlyTensor(conversion.Type))
            RefuseConstruct(conversion.Syntax, $"a conversion of a tensor to '{conversion.Type!.Name}'", "use the tensor as it is");
        else if (conversion.Syntax is CastExpressionSyntax { Type: var written })
            _typeTexts.Replace(written);
        else if (conversion.Syntax is BinaryExpressionSyntax { Right: TypeSyntax tested } && !conversion.IsImplicit)
            _typeTexts.Replace(tested);
        return true;
    }

    private bool Operator(IOperation whole, IMethodSymbol? method, IOperation left, IOperation? right)
    {
        var isGraph = Visit(left) | Visit(right);
        if (!isGraph)
            return false;

        if (method is null)
        {
            // A comparison with null asks for no value.
            if (!IsNull(left) && !IsNull(right))
                Refuse(ExportProblemKind.ValueRead, whole.Syntax, whole.Syntax.ToString());
            return false;
        }

        if (!_types.HasOperator(method))
            Refuse(ExportProblemKind.Operation, whole.Syntax, $"the operator of '{whole.Syntax}'");
        Give(left, GraphTypes.Carries(method.Parameters[0].Type));
        if (right is not null)
            Give(right, GraphTypes.Carries(method.Parameters[1].Type));
        return GraphTypes.Carries(whole.Type);
    }

    private static bool IsNull(IOperation? operation) => operation is { ConstantValue: { HasValue: true, Value: null } };

    private bool Assignment(IOperation whole, IOperation target, IOperation value)
    {
        switch (target)
        {
            case ILocalReferenceOperation or IParameterReferenceOperation:
                var isGraph = Visit(target);
                if (Give(value, isGraph))
                    MarkRoot(target);
                else if (target is ILocalReferenceOperation { IsDeclaration: true, Local: var local })
                    _startsAsTensor.Add(local);
                if (isGraph && whole is ISimpleAssignmentOperation { IsRef: true })
                    MarkRoot(value);
                return isGraph;
            case IDiscardOperation:
                return Visit(value);
            case IPropertyReferenceOperation { Property.ContainingType: var owner } reference when TorchTypes.IsTensor(owner):
                var isWritten = Property(reference, isWritten: true);
                if (Give(value, isWritten) && !isWritten)
                    MarkRoot(reference.Instance);
                return isWritten;
            default:
                var isList = Visit(target);
                if (Give(value, isList))
                    MarkRoot(target);
                return isList && GraphTypes.Carries(whole.Type);
        }
    }

    private bool Compound(ICompoundAssignmentOperation assignment)
    {
        var isTarget = Visit(assignment.Target);
        var isValue = Visit(assignment.Value);
        if (!isTarget && !isValue)
            return false;

        if (assignment.OperatorMethod is not { } method)
        {
            Refuse(ExportProblemKind.ValueRead, assignment.Value.Syntax, assignment.Value.Syntax.ToString());
            return false;
        }

        if (!isTarget || assignment.Target is IFieldReferenceOperation { Field.ContainingType.IsTupleType: false })
            MarkRoot(assignment.Target);
        if (!_types.HasOperator(method))
            Refuse(ExportProblemKind.Operation, assignment.Syntax, $"the operator of '{assignment.Syntax}'");
        Give(assignment.Value, GraphTypes.Carries(method.Parameters[1].Type));
        return true;
    }

    private bool Deconstruction(IOperation target, IOperation value)
    {
        if (target is IDeclarationExpressionOperation { Expression: var declared })
            return Deconstruction(declared, value);

        var given = value;
        while (given is IConversionOperation { OperatorMethod: null, Operand: var operand })
            given = operand;
        if (target is ITupleOperation { Elements: var targets } && given is ITupleOperation { Elements: var values } && targets.Length == values.Length)
        {
            var isAny = false;
            for (var i = 0; i < targets.Length; i++)
                isAny |= Deconstruction(targets[i], values[i]);
            return isAny;
        }

        if (target is not ITupleOperation { Elements: var parts })
            return Assignment(target, target, value);

        var isGraph = Visit(value);
        foreach (var part in parts)
            Take(part, isGraph);
        return isGraph;
    }

    private void Take(IOperation target, bool isGraph)
    {
        switch (target)
        {
            case IDeclarationExpressionOperation { Expression: var declared }:
                Take(declared, isGraph);
                break;
            case ITupleOperation { Elements: var parts }:
                foreach (var part in parts)
                    Take(part, isGraph);
                break;
            case IDiscardOperation:
                break;
            default:
                Visit(target);
                if (isGraph && GraphTypes.Carries(target.Type))
                    MarkRoot(target);
                else if (target is ILocalReferenceOperation { IsDeclaration: true, Local: var local })
                    _startsAsTensor.Add(local);
                break;
        }
    }
}
