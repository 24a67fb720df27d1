using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Infrastructure;

namespace QuantGen.ModelReading.Reading;

/// <summary>Finds the members of a class by name, in itself and in the classes in source that it derives from; the most derived first.</summary>
/// <param name="chain">The annotated class and its bases in source.</param>
/// <param name="binder">Asked which of several overloads a call means.</param>
internal sealed class MemberTable(ClassChain chain, ExpressionBinder binder)
{
    /// <summary>The class and its bases up to the first that is not in source.</summary>
    public ImmutableArray<INamedTypeSymbol> Chain => chain.Types;

    /// <summary>The members of that name in the most derived class that has any.</summary>
    /// <param name="name">The name.</param>
    /// <param name="from">The class of the chain whose code says it; what derived classes have is meant only where it overrides. Null for the whole chain.</param>
    public IReadOnlyList<ISymbol> Find(string name, INamedTypeSymbol? from = null)
    {
        var isBelow = from is not null;
        foreach (var owner in Chain)
        {
            isBelow &= !SymbolEqualityComparer.Default.Equals(owner, from);
            var members = SourceMembers.Named(owner, name);
            if (members.IsEmpty || (isBelow && !members.Any(IsOverride)))
                continue;
            return isBelow ? [.. members.Where(IsOverride)] : members;
        }

        return [];
    }

    private static bool IsOverride(ISymbol member) => CodeOf(member)?.Modifiers.Any(SyntaxKind.OverrideKeyword) == true;

    /// <summary>Whether a class outside the source, from which the twin derives too, has a member of that name.</summary>
    public bool IsInherited(string name)
    {
        for (var basis = chain.Base; basis is not null; basis = basis.BaseType)
        {
            if (!basis.GetMembers(name).IsEmpty)
                return true;
        }

        return false;
    }

    /// <summary>The method of the class that a call means; null if it is none of its own.</summary>
    /// <param name="call">The call.</param>
    /// <param name="name">The method's name in it.</param>
    /// <param name="above">The class above which to look, as <c>base</c> does; null for the most derived.</param>
    /// <param name="from">The class of the chain whose code calls it.</param>
    public IMethodSymbol? MethodOf(InvocationExpressionSyntax call, SimpleNameSyntax name, INamedTypeSymbol? above = null, INamedTypeSymbol? from = null)
    {
        var (isNotAbove, isBelow) = (above is not null, from is not null);
        List<IMethodSymbol>? candidates = null;
        foreach (var owner in Chain)
        {
            isBelow &= !SymbolEqualityComparer.Default.Equals(owner, from);
            foreach (var member in SourceMembers.Named(owner, name.Identifier.ValueText))
            {
                if (member is IMethodSymbol method && !isNotAbove && Fits(method, call) && (candidates is null || !IsOverridden(method, candidates)) && (!isBelow || IsOverride(method)))
                    (candidates ??= []).Add(method);
            }

            isNotAbove &= !SymbolEqualityComparer.Default.Equals(owner, above);
        }

        return candidates switch
        {
            null => null,
            [var only] => only,
            _ => Bound(call, candidates),
        };
    }

    /// <summary>The part of a member that holds its code; null if there is none.</summary>
    public static MemberDeclarationSyntax? CodeOf(ISymbol member)
    {
        var symbol = member is IMethodSymbol { PartialImplementationPart: { } part } ? part : member;
        return symbol.DeclaringSyntaxReferences is [var reference, ..] ? reference.GetSyntax() as MemberDeclarationSyntax : null;
    }

    /// <summary>By the number of arguments, as far as syntax tells.</summary>
    private static bool Fits(IMethodSymbol method, InvocationExpressionSyntax call)
    {
        if (CodeOf(method) is not MethodDeclarationSyntax { ParameterList.Parameters: var parameters })
            return false;

        var arguments = call.ArgumentList.Arguments.Count;
        var needed = parameters.Count(static parameter => parameter.Default is null && !parameter.Modifiers.Any(SyntaxKind.ParamsKeyword));
        return arguments >= needed && (arguments <= parameters.Count || parameters.Any(static parameter => parameter.Modifiers.Any(SyntaxKind.ParamsKeyword)));
    }

    private static bool IsOverridden(IMethodSymbol method, List<IMethodSymbol> candidates)
    {
        var types = Types(method);
        return candidates.Exists(other => !SymbolEqualityComparer.Default.Equals(other.ContainingType, method.ContainingType) && Types(other).SequenceEqual(types, StringComparer.Ordinal));

        // Two files may spell one type differently, but rarely two types alike.
        static IEnumerable<string> Types(IMethodSymbol method) =>
            CodeOf(method) is MethodDeclarationSyntax { ParameterList.Parameters: var parameters }
                ? parameters.Select(static parameter => parameter.Type is { } type and not PredefinedTypeSyntax ? SyntaxNames.LastOf(type) : parameter.Type?.ToString() ?? "")
                : [];
    }

    private IMethodSymbol? Bound(InvocationExpressionSyntax call, List<IMethodSymbol> candidates)
    {
        var bound = binder.SymbolOf(call)?.OriginalDefinition;
        return candidates.Find(candidate => SymbolEqualityComparer.Default.Equals(candidate.OriginalDefinition, bound)) ?? candidates[0];
    }
}
