using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using QuantGen.ModelReading.Reading;

namespace QuantGen.ModelReading.Exports;

/// <summary>Calls: of the class's own code, of layers, of members of tensors, of functions.</summary>
internal sealed partial class TraceWalker
{
    private bool Call(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (method.MethodKind == MethodKind.LocalFunction)
            return CallRoutine(call, method);
        if (call.Instance is IInstanceReferenceOperation && TorchTypes.IsModuleBase(method.ContainingType) && method.Name is "call" && AnyGraph(call.Arguments))
            return CallSelf(call);
        if (IsOwn(method) && GraphTypes.IsAboutTensors(method))
            return CallOwn(call, method);
        if (call.Instance is { } layer && GraphTypes.IsLayer(method.ContainingType) && method.Name is "call" or "forward")
            return CallLayer(call, layer, method);
        if (method.MethodKind == MethodKind.DelegateInvoke)
            return CallDelegate(call);
        if (TorchTypes.IsTensor(method.ContainingType) && !method.IsStatic)
            return CallMember(call, method, call.Instance!, call.Arguments);
        if (method.IsExtensionMethod && IsTorchSharps(method.ContainingType) && TorchTypes.IsTensor(method.Parameters[0].Type) && IsReduced(call))
            return CallMember(call, method, call.Arguments[0].Value, call.Arguments.RemoveAt(0));
        if (!GraphTypes.IsAboutTensors(method))
            return CallGeneric(call, method);
        return CallFunction(call, method);
    }

    private bool IsTorchSharps(INamedTypeSymbol? type)
    {
        var home = type?.ContainingNamespace;
        while (home is { ContainingNamespace.IsGlobalNamespace: false })
            home = home.ContainingNamespace;
        return home is { Name: "TorchSharp" or "QuantGen" } && !_compilation.Declares(type!);
    }

    /// <summary>Whether an extension is called behind its first argument.</summary>
    private static bool IsReduced(IInvocationOperation call) =>
        call.Syntax is InvocationExpressionSyntax { ArgumentList.Arguments.Count: var count } && count < call.Arguments.Count(static argument => argument.ArgumentKind == ArgumentKind.Explicit);

    /// <summary>The name in a call or method group.</summary>
    private static SyntaxToken NameOf(SyntaxNode called) => called switch
    {
        InvocationExpressionSyntax { Expression: var expression } => NameOf(expression),
        MemberAccessExpressionSyntax { Name: var name } => name.Identifier,
        MemberBindingExpressionSyntax { Name: var name } => name.Identifier,
        SimpleNameSyntax name => name.Identifier,
        _ => called.GetLastToken(),
    };

    private static SyntaxNode NameNodeOf(SyntaxNode called) => NameOf(called).Parent is SimpleNameSyntax name ? name : called;

    private static SyntaxNode CalledOf(IInvocationOperation call) => call.Syntax is InvocationExpressionSyntax { Expression: var called } ? called : call.Syntax;

    /// <summary>A local function: it stays where it is, its parameters and result become what flows through them.</summary>
    private bool CallRoutine(IInvocationOperation call, IMethodSymbol method)
    {
        HandOver(call.Arguments, method);
        return IsGraph(method);
    }

    private void HandOver(ImmutableArray<IArgumentOperation> arguments, IMethodSymbol method)
    {
        foreach (var argument in arguments)
        {
            if (argument.Parameter is not { } parameter || argument.ArgumentKind == ArgumentKind.DefaultValue)
                continue;

            var own = method.OriginalDefinition.Parameters[parameter.Ordinal];
            if (Give(argument.Value, IsGraph(own)))
                Mark(own, own.Type);
            if (parameter.RefKind is RefKind.Ref or RefKind.Out && IsGraph(own))
                MarkRoot(argument.Value);
        }
    }

    /// <summary>The model's own call is its forward.</summary>
    private bool CallSelf(IInvocationOperation call)
    {
        GiveAll(call.Arguments);
        _code.Replace(call.Syntax.SyntaxTree, NameOf(call.Syntax).Span, "Trace");
        return true;
    }

    private bool CallOwn(IInvocationOperation call, IMethodSymbol method)
    {
        Visit(call.Instance);
        var isBase = CalledOf(call) is MemberAccessExpressionSyntax { Expression: BaseExpressionSyntax };
        var actual = Actual(method, isBase);
        var isAny = AnyGraph(call.Arguments);
        var callsItself = call.Instance is null or IInstanceReferenceOperation;
        if (!isAny)
            return false;

        if (!callsItself || !Reach(actual))
        {
            // Another object of the class, as a base's forward called on a field: a layer like any other.
            if (call.Instance is { } layer && method.Name == "forward")
                return CallLayer(call, layer, method);
            Refuse(ExportProblemKind.Function, CalledOf(call), $"'{method.Name}'");
            return GraphTypes.Carries(call.Type);
        }

        HandOver(call.Arguments, actual);
        _code.Rename(NameOf(call.Syntax), TracedName(actual));
        if (isBase)
            _code.Replace(call.Syntax.SyntaxTree, TextSpan.FromBounds(call.Syntax.SpanStart, NameOf(call.Syntax).SpanStart), "");
        else if (actual.IsStatic && CalledOf(call) is MemberAccessExpressionSyntax { Expression: var home } && !SymbolEqualityComparer.Default.Equals(actual.ContainingType, _chain[0].OriginalDefinition))
            _code.Replace(home.SyntaxTree, home.Span, _chain[0].ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
        return IsGraph(actual);
    }

    /// <summary>The method that runs: of a virtual one the most derived.</summary>
    private IMethodSymbol Actual(IMethodSymbol method, bool isBase)
    {
        var called = method.OriginalDefinition;
        if (isBase || method.IsStatic)
            return Constructed(called);

        foreach (var type in _chain)
        {
            foreach (var member in type.GetMembers(method.Name))
            {
                for (var overridden = (member as IMethodSymbol); overridden is not null; overridden = overridden.OverriddenMethod)
                {
                    if (SymbolEqualityComparer.Default.Equals(overridden.OriginalDefinition, called))
                        return ((IMethodSymbol)member).OriginalDefinition;
                }
            }
        }

        return called;
    }

    private static IMethodSymbol Constructed(IMethodSymbol method) => method.OriginalDefinition;

    private bool CallLayer(IInvocationOperation call, IOperation layer, IMethodSymbol method)
    {
        Visit(layer);
        if (!AnyGraph(call.Arguments))
            return false;

        GiveAll(call.Arguments);
        if (CheckLayer(layer, method, call.Arguments, CalledOf(call)) is { } form && call.Parent is not IDeconstructionAssignmentOperation && !_types.Maps(method.ReturnType, form.ReturnType))
            _code.Wrap(call.Syntax, $"(({_typeTexts.Of(method.ReturnType)})");
        _code.Replace(call.Syntax.SyntaxTree, NameOf(call.Syntax).Span, "Trace");
        return GraphTypes.Carries(call.Type);
    }

    /// <summary>A layer whose class the code does not tell is looked at when the graph is made.</summary>
    private IMethodSymbol? CheckLayer(IOperation layer, IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments, SyntaxNode called)
    {
        if (layer.Type is null || TorchTypes.ClassOf(layer.Type) is not INamedTypeSymbol type)
            return null;

        var isUsers = !TorchTypes.IsModuleBase(type) && !TorchTypes.IsModuleInterface(type) && !IsTorchSharps(type);
        if (isUsers && IsExported(type))
        {
            CheckParameters(type, method, arguments, called);
            return null;
        }

        if (isUsers && !type.IsAbstract && !Implements(type))
        {
            Refuse(ExportProblemKind.Layer, layer.Syntax, layer.Syntax.ToString(), type.Name);
            return null;
        }

        var form = _forms.OfLayerCall(type, method, arguments);
        if (form is null)
            Refuse(ExportProblemKind.Operation, called, $"'{called}' with these arguments");
        return form;
    }

    /// <summary>A symbolic forward has the parameters of <c>forward</c>: an overload of <c>call</c> may have other ones, or other names for them.</summary>
    private void CheckParameters(INamedTypeSymbol type, IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments, SyntaxNode called)
    {
        if (ForwardOf(type) is not { Parameters: var parameters })
            return;

        if (parameters.Length != method.Parameters.Length
            || arguments.Any(argument => argument is { ArgumentKind: ArgumentKind.DefaultValue, Parameter: { } left } && !parameters[left.Ordinal].IsOptional))
        {
            Refuse(ExportProblemKind.Operation, called, $"'{called}' with these arguments");
            return;
        }

        foreach (var argument in arguments)
        {
            if (argument is { Parameter: { } named, Syntax: ArgumentSyntax { NameColon.Name: var name } } && parameters[named.Ordinal].Name != name.Identifier.ValueText)
                _code.Replace(name, parameters[named.Ordinal].ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat.WithParameterOptions(SymbolDisplayParameterOptions.IncludeName)));
        }
    }

    private static IMethodSymbol? ForwardOf(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? owner = type; owner is not null; owner = owner.BaseType)
        {
            foreach (var member in owner.GetMembers("forward"))
            {
                if (member is IMethodSymbol { IsOverride: true } forward)
                    return forward;
            }
        }

        return null;
    }

    /// <summary>Whether a class has a symbolic forward of its own, or one of a base that does for it because it changes nothing.</summary>
    private bool IsExported(INamedTypeSymbol type)
    {
        for (var definition = type.OriginalDefinition; definition is not null && !TorchTypes.IsModuleBase(definition); definition = definition.BaseType?.OriginalDefinition)
        {
            if (ExportedClasses.Contain(definition, _compilation))
                return true;
            if (definition.GetMembers().Any(static member => member is IMethodSymbol { IsOverride: true } method && GraphTypes.IsAboutTensors(method)))
                return false;
        }

        return false;
    }

    /// <summary>Whether a class says by QuantGen's interface that it has a symbolic forward.</summary>
    internal static bool Implements(INamedTypeSymbol? type) => type is not null && type.AllInterfaces.Any(static implemented =>
        implemented is { Name: "ITraceable", ContainingNamespace: { Name: "Graph", ContainingNamespace: { Name: "QuantGen", ContainingNamespace.IsGlobalNamespace: true } } });

    private bool CallDelegate(IInvocationOperation call)
    {
        var isGraph = Visit(call.Instance);
        var isAny = AnyGraph(call.Arguments);
        if (!isGraph && !isAny)
            return false;

        if (GraphTypes.IsAboutTensors(call.TargetMethod))
        {
            Refuse(ExportProblemKind.Function, CalledOf(call), $"'{CalledOf(call)}'");
            return GraphTypes.Carries(call.Type);
        }

        // One that is made here can be made of values of the graph; one in a variable is so from the start.
        if (!isGraph && !Visit(call.Instance, isWanted: true))
            MarkRoot(call.Instance);
        GiveAll(call.Arguments);
        return GraphTypes.Carries(call.Type);
    }

    private bool CallMember(IInvocationOperation call, IMethodSymbol method, IOperation tensor, ImmutableArray<IArgumentOperation> arguments)
    {
        var isOfGraph = Visit(tensor);
        if (!isOfGraph & !AnyGraph(arguments))
            return false;

        if (_forms.OfMember(method, arguments) is null)
        {
            RefuseMember(call.Syntax, "Tensor." + method.Name, method.ReturnType);
            return GraphTypes.Carries(call.Type);
        }

        if (!isOfGraph && IsInPlace(method.Name))
            MarkRoot(tensor);
        if (!isOfGraph)
            AsValue(tensor);
        GiveAll(arguments);
        return GraphTypes.Carries(call.Type);
    }

    private static bool IsInPlace(string name) => name.Length > 1 && name[^1] == '_' && name[^2] != '_';

    private bool CallFunction(IInvocationOperation call, IMethodSymbol method)
    {
        Visit(call.Instance);
        if (!AnyGraph(call.Arguments))
            return false;

        if (_forms.HomeOf(method, call.Arguments) is { } home)
        {
            GiveAll(call.Arguments);
            Requalify(CalledOf(call), home);
        }
        else if (IsTorchSharps(method.ContainingType))
        {
            Refuse(ExportProblemKind.Operation, call.Instance is null ? CalledOf(call) : NameNodeOf(call.Syntax), $"'{method.ContainingType.Name}.{method.Name}'");
        }
        else
        {
            Refuse(ExportProblemKind.Function, CalledOf(call), $"'{CalledOf(call)}'");
        }

        return GraphTypes.Carries(call.Type);
    }

    private void Requalify(SyntaxNode called, INamedTypeSymbol home)
    {
        var name = SymbolEqualityComparer.Default.Equals(home, _types.Torch) ? _names.Torch : _names.Functional;
        if (called is MemberAccessExpressionSyntax { Expression: var qualifier })
            _code.Replace(qualifier, name);
        else
            _code.Replace(called.SyntaxTree, new TextSpan(called.SpanStart, 0), name + ".");
    }
}
