using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using QuantGen.ModelReading.Reading;

namespace QuantGen.ModelReading.Exports;

/// <summary>Calls of what knows nothing of tensors and only gets them for its type parameters: lists, dictionaries, queries.</summary>
internal sealed partial class TraceWalker
{
    private bool CallGeneric(IInvocationOperation call, IMethodSymbol method)
    {
        var definition = method.OriginalDefinition;
        var bound = new HashSet<ITypeParameterSymbol>(SymbolEqualityComparer.Default);
        if (Visit(call.Instance))
            Add(bound, definition.ContainingType.TypeParameters, method.ContainingType.TypeArguments);

        // What an argument shows may be what another one waits for.
        for (var count = -1; count < bound.Count;)
        {
            count = bound.Count;
            foreach (var argument in call.Arguments)
            {
                if (argument.Parameter is { } parameter)
                    Infer(argument.Value, definition.Parameters[parameter.Ordinal].Type, method, bound);
            }
        }

        if (bound.Count == 0)
            return false;

        if (call.Instance is not null && !Visit(call.Instance) && definition.ContainingType.TypeParameters.Any(bound.Contains))
            MarkRoot(call.Instance);
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { } parameter && argument.ArgumentKind != ArgumentKind.DefaultValue)
                GiveGeneric(argument.Value, definition.Parameters[parameter.Ordinal].Type, bound);
        }

        if (CalledOf(call) is var called && (called as GenericNameSyntax ?? (called as MemberAccessExpressionSyntax)?.Name ?? (called as MemberBindingExpressionSyntax)?.Name) is GenericNameSyntax generic)
        {
            for (var i = 0; i < generic.TypeArgumentList.Arguments.Count && i < definition.TypeParameters.Length; i++)
            {
                if (bound.Contains(definition.TypeParameters[i]))
                    _typeTexts.Replace(generic.TypeArgumentList.Arguments[i]);
            }
        }

        return Mentions(definition.ReturnType, bound) && GraphTypes.Carries(call.Type);
    }

    private void Infer(IOperation argument, ITypeSymbol parameter, IMethodSymbol method, HashSet<ITypeParameterSymbol> bound)
    {
        if (LambdaOf(argument) is { } lambda && InvokeOf(parameter) is { } invoke)
        {
            for (var i = 0; i < invoke.Parameters.Length && i < lambda.Symbol.Parameters.Length; i++)
            {
                if (Mentions(invoke.Parameters[i].Type, bound))
                    Mark(lambda.Symbol.Parameters[i], lambda.Symbol.Parameters[i].Type);
                else if (IsGraph(lambda.Symbol.Parameters[i]))
                    AddMentioned(invoke.Parameters[i].Type, method, bound);
            }

            if (Mentions(invoke.ReturnType, bound))
                Mark(lambda.Symbol, lambda.Symbol.ReturnType);
            if (Visit(lambda))
                AddMentioned(invoke.ReturnType, method, bound);
        }
        else if (Visit(argument, Mentions(parameter, bound) && !TorchTypes.IsTensor(argument.Type)))
        {
            AddMentioned(parameter, method, bound);
        }
    }

    private void GiveGeneric(IOperation argument, ITypeSymbol parameter, HashSet<ITypeParameterSymbol> bound)
    {
        if (LambdaOf(argument) is not null || !Mentions(parameter, bound))
            return;

        if (parameter is ITypeParameterSymbol { DeclaringMethod: not null })
            GiveAsValue(argument);
        else
            Give(argument, isWanted: true);
    }

    private static IAnonymousFunctionOperation? LambdaOf(IOperation argument)
    {
        while (argument is IConversionOperation { Operand: var operand })
            argument = operand;
        return (argument as IDelegateCreationOperation)?.Target as IAnonymousFunctionOperation;
    }

    private static IMethodSymbol? InvokeOf(ITypeSymbol parameter) => (parameter as INamedTypeSymbol)?.DelegateInvokeMethod;

    /// <summary>Whether a type names a type parameter that stands for values of the graph.</summary>
    private static bool Mentions(ITypeSymbol type, HashSet<ITypeParameterSymbol> bound) => bound.Count > 0 && ParametersIn(type).Any(bound.Contains);

    private static void AddMentioned(ITypeSymbol type, IMethodSymbol method, HashSet<ITypeParameterSymbol> bound)
    {
        foreach (var parameter in ParametersIn(type))
        {
            var arguments = parameter.DeclaringMethod is null ? method.ContainingType.TypeArguments : method.TypeArguments;
            if (parameter.Ordinal < arguments.Length && GraphTypes.Carries(arguments[parameter.Ordinal]))
                bound.Add(parameter);
        }
    }

    private static void Add(HashSet<ITypeParameterSymbol> bound, IReadOnlyList<ITypeParameterSymbol> parameters, IReadOnlyList<ITypeSymbol> arguments)
    {
        for (var i = 0; i < parameters.Count; i++)
        {
            if (GraphTypes.Carries(arguments[i]))
                bound.Add(parameters[i]);
        }
    }

    private static IEnumerable<ITypeParameterSymbol> ParametersIn(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol parameter => [parameter],
        IArrayTypeSymbol { ElementType: var element } => ParametersIn(element),
        INamedTypeSymbol { TypeArguments: var arguments } => arguments.SelectMany(ParametersIn),
        _ => [],
    };
}
