using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace QuantGen.ModelReading.Exports;

/// <summary>Finds what stands in a symbolic forward for a call of TorchSharp's.</summary>
/// <param name="types">The types that have the forms.</param>
/// <param name="compilation">The compilation.</param>
internal sealed class GraphForms(GraphTypes types, Compilation compilation)
{
    /// <summary>The form of a tensor's method, or of an extension of tensors.</summary>
    /// <param name="method">The method.</param>
    /// <param name="arguments">The arguments of the call.</param>
    public IMethodSymbol? OfMember(IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments) =>
        Find(types.Value, method.Name, method, method.IsExtensionMethod ? 1 : 0, arguments, 0, isStatic: false);

    /// <summary>The form of a function of <c>torch</c> or <c>torch.nn.functional</c>, and the name of the class that has it.</summary>
    /// <param name="method">The function.</param>
    /// <param name="arguments">The arguments of the call.</param>
    public INamedTypeSymbol? HomeOf(IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments)
    {
        var home = method.ContainingType switch
        {
            { Name: "torch", ContainingType: null } => types.Torch,
            { Name: "functional", ContainingType.Name: "nn" } => types.Functional,
            _ => null,
        };
        return Find(home, method.Name, method, 0, arguments, 0, isStatic: true) is null ? null : home;
    }

    /// <summary>The form of a layer's call; the elements of a tuple that it gives back may have other names.</summary>
    /// <param name="receiver">The layer's type.</param>
    /// <param name="method">What is called of it.</param>
    /// <param name="arguments">The arguments of the call.</param>
    public IMethodSymbol? OfLayerCall(ITypeSymbol receiver, IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments)
    {
        for (var type = receiver; type is not null; type = type.BaseType)
        {
            if (Find(type as INamedTypeSymbol, "Trace", method, 0, arguments, 0, isStatic: false) is { } own)
                return own;
        }

        foreach (var member in types.Tracing?.GetMembers("Trace") ?? [])
        {
            if (member is IMethodSymbol { IsExtensionMethod: true, Parameters: [var layer, ..] } form
                && Fits(method, 0, form, 1, arguments)
                && compilation.ClassifyCommonConversion(receiver, layer.Type).IsImplicit)
            {
                return form;
            }
        }

        return null;
    }

    private IMethodSymbol? Find(INamedTypeSymbol? home, string name, IMethodSymbol method, int skip, ImmutableArray<IArgumentOperation> arguments, int formSkip, bool isStatic)
    {
        foreach (var member in home?.GetMembers(name) ?? [])
        {
            if (member is IMethodSymbol { DeclaredAccessibility: Accessibility.Public } form && form.IsStatic == isStatic && Fits(method, skip, form, formSkip, arguments))
                return form;
        }

        return null;
    }

    /// <summary>Whether each argument that is written finds the same parameter, and the call's result is the same.</summary>
    private bool Fits(IMethodSymbol method, int skip, IMethodSymbol form, int formSkip, ImmutableArray<IArgumentOperation> arguments)
    {
        var definition = method.OriginalDefinition;
        if (definition.Arity != form.Arity || !types.Maps(ResultOf(method), form.ReturnType, ignoresNames: GraphTypes.IsLayer(method.ContainingType)))
            return false;

        var hasNames = arguments.Any(static argument => argument.Syntax is ArgumentSyntax { NameColon: not null });
        var parameters = ParametersOf(method);
        for (var i = skip; i < parameters.Length; i++)
        {
            var j = i - skip + formSkip;
            var isWritten = arguments.Any(argument => argument.Parameter?.Ordinal == i && argument.ArgumentKind != ArgumentKind.DefaultValue);
            if (j < form.Parameters.Length
                && types.Maps(parameters[i].Type, form.Parameters[j].Type)
                && parameters[i].RefKind == form.Parameters[j].RefKind
                && parameters[i].IsParams == form.Parameters[j].IsParams
                && (!hasNames || !isWritten || parameters[i].Name == form.Parameters[j].Name))
            {
                continue;
            }

            if (isWritten)
                return false;
            if (j < form.Parameters.Length && !IsOptional(form.Parameters[j]))
                return false;
        }

        for (var j = parameters.Length - skip + formSkip; j < form.Parameters.Length; j++)
        {
            if (!IsOptional(form.Parameters[j]))
                return false;
        }

        return true;
    }

    // The call of a layer is that of a generic class, whose arguments say what its tensors are.
    private static ITypeSymbol ResultOf(IMethodSymbol method) => GraphTypes.IsLayer(method.ContainingType) ? method.ReturnType : method.OriginalDefinition.ReturnType;

    private static ImmutableArray<IParameterSymbol> ParametersOf(IMethodSymbol method) => GraphTypes.IsLayer(method.ContainingType) ? method.Parameters : method.OriginalDefinition.Parameters;

    private static bool IsOptional(IParameterSymbol parameter) => parameter.IsOptional || parameter.IsParams;
}
