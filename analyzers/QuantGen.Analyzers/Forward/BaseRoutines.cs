using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using QuantGen.ModelReading.Reading;

namespace QuantGen.Analyzers.Forward;

/// <summary>The routines that a class inherits from base classes in source.</summary>
internal static class BaseRoutines
{
    /// <summary>Reads the methods of all base classes of a class, each with its local functions and lambdas.</summary>
    public static ImmutableDictionary<IMethodSymbol, Routine> Read(INamedTypeSymbol type, TorchSymbols symbols)
    {
        var routines = ImmutableDictionary.CreateBuilder<IMethodSymbol, Routine>(SymbolEqualityComparer.Default);
        foreach (var method in Bases(type, symbols).SelectMany(static ancestor => ancestor.GetMembers()).OfType<IMethodSymbol>())
        {
            if (method.DeclaringSyntaxReferences is not [var reference]
                || reference.GetSyntax() is not MethodDeclarationSyntax syntax
                || symbols.Compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax) is not IMethodBodyOperation body)
            {
                continue;
            }

            foreach (var routine in RoutineReader.Read(method, body.ChildOperations, ControlFlowGraph.Create(body), symbols, default))
                routines[routine.Symbol] = routine;
        }

        return routines.ToImmutable();
    }

    /// <summary>The <c>forward</c> that a class inherits; null if none in source.</summary>
    public static IMethodSymbol? ForwardOf(INamedTypeSymbol type, TorchSymbols symbols) => Bases(type, symbols)
        .SelectMany(static ancestor => ancestor.GetMembers("forward"))
        .OfType<IMethodSymbol>()
        .FirstOrDefault(symbols.IsForward);

    /// <summary>What runs when a method of an object of that class is called: its last override.</summary>
    public static IMethodSymbol Override(IMethodSymbol method, INamedTypeSymbol type)
    {
        if (!method.IsVirtual && !method.IsAbstract && !method.IsOverride)
            return method;

        for (var derived = type; derived is not null; derived = derived.BaseType?.OriginalDefinition)
        {
            foreach (var candidate in derived.GetMembers(method.Name).OfType<IMethodSymbol>())
            {
                for (var overridden = candidate; overridden is not null; overridden = overridden.OverriddenMethod?.OriginalDefinition)
                {
                    if (SymbolEqualityComparer.Default.Equals(overridden, method))
                        return candidate;
                }
            }
        }

        return method;
    }

    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type, TorchSymbols symbols)
    {
        for (var ancestor = type.BaseType?.OriginalDefinition; ancestor is not null && symbols.Compilation.Declares(ancestor) && !symbols.IsModuleBase(ancestor);)
        {
            yield return ancestor;
            ancestor = ancestor.BaseType?.OriginalDefinition;
        }
    }
}
