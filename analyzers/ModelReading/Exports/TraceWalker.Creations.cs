using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using QuantGen.ModelReading.Reading;

namespace QuantGen.ModelReading.Exports;

/// <summary>Objects, lists, tuples and functions that are made, and calls.</summary>
internal sealed partial class TraceWalker
{
    /// <summary>Visits what makes something or calls something; null for any other code.</summary>
    private bool? VisitCreation(IOperation operation, bool isWanted) => operation switch
    {
        IInvocationOperation call => Call(call),
        IObjectCreationOperation creation => Object(creation, isWanted),
        IArrayCreationOperation creation => Array(creation, isWanted),
        ICollectionExpressionOperation list => Collection(list, isWanted),
        ITupleOperation tuple => Tuple(tuple, isWanted),
        IDelegateCreationOperation creation => Delegate(creation, isWanted),
        IMethodReferenceOperation method => MethodGroup(method, isWanted),
        _ => null,
    };

    private bool Object(IObjectCreationOperation creation, bool isWanted)
    {
        var isAny = AnyGraph(creation.Arguments) | AnyInitializer(creation.Initializer);
        var isGeneric = creation.Constructor is { } constructor && GraphTypes.Carries(creation.Type) && !constructor.OriginalDefinition.Parameters.Any(static parameter => GraphTypes.Carries(parameter.Type));
        if (!isGeneric)
        {
            if (isAny)
                Refuse(ExportProblemKind.Function, TypeOf(creation.Syntax) ?? creation.Syntax, $"'{creation.Type?.Name}'");
            return false;
        }

        if (!isAny && !isWanted)
            return false;

        GiveAll(creation.Arguments);
        GiveInitializer(creation.Initializer);
        _typeTexts.Replace(TypeOf(creation.Syntax));
        return true;
    }

    private static TypeSyntax? TypeOf(SyntaxNode creation) => (creation as ObjectCreationExpressionSyntax)?.Type;

    /// <summary>What a list is filled with where it is made.</summary>
    private bool AnyInitializer(IObjectOrCollectionInitializerOperation? initializer)
    {
        var isAny = false;
        foreach (var part in initializer?.Initializers ?? [])
        {
            isAny |= part switch
            {
                IInvocationOperation add => AnyGraph(add.Arguments),
                ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target, Value: var value } => AnyGraph(target.Arguments) | Visit(value),
                ISimpleAssignmentOperation { Value: var value } => Visit(value),
                _ => Visit(part),
            };
        }

        return isAny;
    }

    private void GiveInitializer(IObjectOrCollectionInitializerOperation? initializer)
    {
        foreach (var part in initializer?.Initializers ?? [])
        {
            if (part is IInvocationOperation add)
                GiveAll(add.Arguments);
            else if (part is ISimpleAssignmentOperation { Value: var value })
                Give(value, GraphTypes.Carries(value.Type));
        }
    }

    private bool Array(IArrayCreationOperation creation, bool isWanted)
    {
        VisitAll(creation.DimensionSizes);
        if (!GraphTypes.Carries(creation.Type))
        {
            foreach (var element in ElementsOf(creation.Initializer))
                Visit(element);
            return false;
        }

        var isAny = isWanted;
        foreach (var element in ElementsOf(creation.Initializer))
            isAny |= Visit(element, isWanted && !TorchTypes.IsTensor(element.Type));
        if (!isAny)
            return false;

        var areAll = true;
        foreach (var element in ElementsOf(creation.Initializer))
            areAll &= Give(element, isWanted: true);
        if (creation.Syntax is ArrayCreationExpressionSyntax { Type: var type })
            _typeTexts.Replace(type);
        else if (creation.Syntax is ImplicitArrayCreationExpressionSyntax { OpenBracketToken: var bracket } && !areAll)
            _code.Replace(creation.Syntax.SyntaxTree, new TextSpan(bracket.SpanStart, 0), " " + _typeTexts.Of(((IArrayTypeSymbol)creation.Type!).ElementType));
        return true;
    }

    private static IEnumerable<IOperation> ElementsOf(IArrayInitializerOperation? initializer) =>
        initializer?.ElementValues.SelectMany(static value => value is IArrayInitializerOperation inner ? ElementsOf(inner) : [value]) ?? [];

    private bool Collection(ICollectionExpressionOperation list, bool isWanted)
    {
        var isAny = false;
        foreach (var element in list.Elements)
            isAny |= Visit(element is ISpreadOperation { Operand: var spread } ? spread : element);
        if (!GraphTypes.Carries(list.Type))
        {
            if (isAny)
                Refuse(ExportProblemKind.Function, list.Syntax, $"'{list.Type?.Name}'");
            return false;
        }

        if (!isAny && !isWanted)
            return false;

        foreach (var element in list.Elements)
        {
            // Each part of what is spread out converts by itself.
            if (element is not ISpreadOperation)
                Give(element, isWanted: true);
        }

        return true;
    }

    private bool Tuple(ITupleOperation tuple, bool isWanted)
    {
        var isAny = false;
        foreach (var element in tuple.Elements)
            isAny |= Visit(element, isWanted && GraphTypes.Carries(element.Type));
        if (!isAny && !isWanted)
            return false;

        foreach (var element in tuple.Elements)
        {
            // Its type may follow from its parts even where another is wanted.
            if (GraphTypes.Carries(element.Type))
                GiveAsValue(element);
        }

        return GraphTypes.Carries(tuple.Type) || isAny;
    }

    private bool Delegate(IDelegateCreationOperation creation, bool isWanted)
    {
        var isGraph = creation.Target is IAnonymousFunctionOperation lambda ? Lambda(lambda, isWanted) : Visit(creation.Target, isWanted);
        if (!isGraph)
            return false;

        if (!GraphTypes.Carries(creation.Type))
        {
            // A delegate type of its own names tensors itself; a lambda that gives nothing back may hold what it likes.
            if (creation.Type is INamedTypeSymbol { DelegateInvokeMethod: { } invoke } && GraphTypes.IsAboutTensors(invoke))
                Refuse(ExportProblemKind.Function, creation.Syntax, $"'{creation.Type.Name}'");
            return false;
        }

        _typeTexts.Replace(TypeOf(creation.Syntax));
        return true;
    }

    /// <summary>A lambda of which either all tensors are values of the graph or none.</summary>
    private bool Lambda(IAnonymousFunctionOperation lambda, bool isWanted)
    {
        var isGraph = Visit(lambda) || isWanted || lambda.Symbol.Parameters.Any(IsGraph);
        if (!isGraph)
            return false;

        foreach (var parameter in lambda.Symbol.Parameters)
            Mark(parameter, parameter.Type);
        Mark(lambda.Symbol, lambda.Symbol.ReturnType);
        return true;
    }

    private bool MethodGroup(IMethodReferenceOperation reference, bool isWanted)
    {
        var method = reference.Method;
        Visit(reference.Instance);
        if (method.MethodKind == MethodKind.LocalFunction)
        {
            var isGraph = isWanted || IsGraph(method) || method.Parameters.Any(IsGraph);
            if (isGraph)
                MarkSignature(method);
            return isGraph;
        }

        if (!isWanted)
            return false;

        if (IsOwn(method) && Actual(method, isBase: false) is var actual && Reach(actual))
        {
            MarkSignature(actual);
            _code.Rename(NameOf(reference.Syntax), TracedName(actual));
        }
        else if (GraphTypes.IsLayer(method.ContainingType) && method.Name is "call" or "forward" && reference.Instance is { } layer)
        {
            CheckLayer(layer, method, [], reference.Syntax);
            _code.Replace(reference.Syntax.SyntaxTree, NameOf(reference.Syntax).Span, "Trace");
        }
        else if (_forms.HomeOf(method, []) is { } home)
        {
            Requalify(reference.Syntax, home);
        }
        else
        {
            Refuse(ExportProblemKind.Function, reference.Syntax, $"'{reference.Syntax}'");
        }

        return true;
    }

    private void MarkSignature(IMethodSymbol method)
    {
        foreach (var parameter in method.Parameters)
            Mark(parameter, parameter.Type);
        Mark(method, method.ReturnType);
    }

    private bool AnyGraph(ImmutableArray<IArgumentOperation> arguments)
    {
        var isAny = false;
        foreach (var argument in arguments)
            isAny |= Visit(argument.Value);
        return isAny;
    }

    private void GiveAll(ImmutableArray<IArgumentOperation> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument.ArgumentKind != ArgumentKind.DefaultValue)
                Give(argument.Value, GraphTypes.Carries(argument.Parameter?.Type));
        }
    }
}
